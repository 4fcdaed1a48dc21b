import assert from "node:assert/strict";
import { internationalProject, refusal, withEmulator } from "../support/service/signed-client";
import * as validators from "../../schemas/generated/api-validators";
import { chinaProject, europeanProject } from "../support/service/projects";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const key = /^[A-Za-z0-9]{28}$/;

// Fact sheet 2.4, the columns of the three sites, written out once more.
const commonFields = [
  "id",
  "create_time",
  "update_time",
  "customer_id",
  "resource_id",
  "developer_account",
  "app_name",
  "app_key",
  "status",
  "region",
  "enterprise_project_id",
  "enterprise_project_name",
  "app_access_addr",
  "protocol",
  "platform",
];
const sites = [
  {
    site: "China",
    project: chinaProject,
    validate: validators.validateChinaSiteApp,
    fields: [...commonFields, "up_link_addr", "ip_white_list", "omp_app_name", "industry", "is_support_multiomp", "tenant"],
    address: "https://smsapi.cn-north-4.myhuaweicloud.com:443",
  },
  {
    site: "International",
    project: internationalProject,
    validate: validators.validateInternationalSiteApp,
    fields: [...commonFields, "intl_channel_num", "tenant"],
    address: "https://smsapi.ap-southeast-1.myhuaweicloud.com:443",
  },
  {
    site: "European",
    project: europeanProject,
    validate: validators.validateEuropeanSiteApp,
    fields: [...commonFields, "intl_channel_num"],
    address: "https://smsapi.eu-west-101.myhuaweicloud.eu:443",
  },
];

describe("emulator: the five operations", () => {
  for (const { site, project, validate, fields, address } of sites) {
    it(
      `shows and lists an application with exactly the fields of the ${site} site`,
      withEmulator(async (emulator) => {
        const id = await emulator.created(project, { app_name: "codes", region: "intl" });
        assert.match(id, uuid);
        const { body } = await emulator.show(project, id);
        assert.deepEqual(Object.keys(body).sort(), [...fields].sort());
        assert.ok(validate(body), JSON.stringify(validate.errors));
        assert.equal(body["app_access_addr"], address);
        assert.equal(body["create_time"], "2026-03-01 12:00:00");
        assert.match(String(body["app_key"]), key);
        if (site !== "China") assert.match(String(body["intl_channel_num"]), /^isms\d{8}$/);
        assert.deepEqual((await emulator.list(project)).body, { results: [body], total: 1 });
      }),
    );
  }

  it(
    "gives the secret once, and only to whoever asks for it",
    withEmulator(async (emulator) => {
      const asked = await emulator.create(chinaProject, { app_name: "asked", region: "cn", show_secret: true });
      assert.deepEqual(Object.keys(asked.body).sort(), ["app_key", "app_name", "app_secret", "id"]);
      assert.match(String(asked.body["app_secret"]), key);
      const silent = await emulator.create(internationalProject, { app_name: "silent", region: "cn" });
      assert.deepEqual(Object.keys(silent.body).sort(), ["app_key", "app_name", "id"]);
      const shown = await emulator.show(chinaProject, String(asked.body["id"]));
      assert.ok(!JSON.stringify(shown.body).includes(String(asked.body["app_secret"])));
    }),
  );

  it(
    "never gives a secret on the European site",
    withEmulator(async (emulator) => {
      assert.equal(
        refusal(await emulator.create(europeanProject, { app_name: "a", region: "intl", show_secret: true })),
        "400 MSGSMS.0002",
      );
      const answer = await emulator.create(europeanProject, { app_name: "a", region: "intl" });
      assert.deepEqual(Object.keys(answer.body).sort(), ["app_key", "app_name", "id"]);
    }),
  );

  it(
    "keeps what a mainland application is created with, and loses on PUT what is not sent",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, {
        app_name: "codes",
        region: "cn",
        up_link_addr: "https://example.com/up",
        enterprise_project_id: "ep-1",
        enterprise_project_name: "Sales",
      });
      const before = (await emulator.show(chinaProject, id)).body;
      assert.equal(before["up_link_addr"], "https://example.com/up");
      assert.equal(before["enterprise_project_id"], "ep-1");
      emulator.passes(61_000);
      const changed = await emulator.update(chinaProject, id, { app_name: "codes_2", region: "cn" });
      assert.deepEqual(changed.body, { id, app_key: before["app_key"], app_name: "codes_2" });
      const after = (await emulator.show(chinaProject, id)).body;
      assert.deepEqual(after, {
        ...before,
        app_name: "codes_2",
        omp_app_name: "codes_2",
        up_link_addr: "",
        enterprise_project_id: "0",
        enterprise_project_name: "default",
        update_time: "2026-03-01 12:01:01",
      });
    }),
  );

  it(
    "keeps the uplink destination that a PUT sends, and takes an empty one as none",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
      await emulator.update(chinaProject, id, { app_name: "codes", region: "cn", up_link_addr: "203.0.113.7:8080" });
      assert.equal((await emulator.show(chinaProject, id)).body["up_link_addr"], "203.0.113.7:8080");
      await emulator.update(chinaProject, id, { app_name: "codes", region: "cn", up_link_addr: "" });
      assert.equal((await emulator.show(chinaProject, id)).body["up_link_addr"], "");
    }),
  );

  it(
    "counts each market of each project by itself",
    withEmulator(
      async (emulator) => {
        await emulator.created(chinaProject, { app_name: "one", region: "cn" });
        await emulator.created(chinaProject, { app_name: "two", region: "cn" });
        await emulator.created(chinaProject, { app_name: "one", region: "intl" });
        assert.deepEqual((await emulator.count(chinaProject, "cn")).body, { total: 2, used: 2 });
        assert.deepEqual((await emulator.count(chinaProject, "intl")).body, { total: 2, used: 1 });
        assert.deepEqual((await emulator.count(internationalProject, "cn")).body, { total: 2, used: 0 });
        assert.deepEqual(await emulator.names(internationalProject), []);
      },
      { quota: 2 },
    ),
  );
});

describe("emulator: the life of an application", () => {
  it(
    "launches at once where nothing else is said",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, { app_name: "a", region: "cn" });
      assert.equal((await emulator.show(chinaProject, id)).body["status"], "LAUNCHED");
    }),
  );

  it(
    "goes from CREATED over PROCESSING to LAUNCHED with time",
    withEmulator(
      async (emulator) => {
        const id = await emulator.created(chinaProject, { app_name: "a", region: "cn" });
        const seen: unknown[] = [];
        for (const step of [0, 999, 1, 1999, 1]) {
          emulator.passes(step);
          seen.push((await emulator.show(chinaProject, id)).body["status"]);
        }
        assert.deepEqual(seen, ["CREATED", "CREATED", "PROCESSING", "PROCESSING", "LAUNCHED"]);
        assert.deepEqual(await emulator.names(chinaProject, { status: "CREATED" }), []);
      },
      { processAfter: 1000, launchAfter: 3000 },
    ),
  );

  it(
    "stays SUSPENDED once somebody outside has said so, also after a PUT",
    withEmulator(async (emulator) => {
      const id = await emulator.created(europeanProject, { app_name: "a", region: "intl" });
      await emulator.control("POST", "/seed", { applications: [{ projectId: europeanProject, id, status: "SUSPENDED" }] });
      emulator.passes(86_400_000);
      await emulator.update(europeanProject, id, { app_name: "b", region: "intl" });
      assert.equal((await emulator.show(europeanProject, id)).body["status"], "SUSPENDED");
      assert.deepEqual(await emulator.names(europeanProject, { status: "SUSPENDED" }), ["b"]);
    }),
  );
});

describe("emulator: lists", () => {
  const withTwelve = (test: Parameters<typeof withEmulator>[0]) =>
    withEmulator(async (emulator) => {
      for (let index = 1; index <= 12; index++) {
        await emulator.created(chinaProject, { app_name: `app_${index}`, region: index % 3 === 0 ? "intl" : "cn" });
        emulator.passes(1000);
      }
      await test(emulator);
    });

  const numbered = (...numbers: number[]) => numbers.map((number) => `app_${number}`);

  const cases: { title: string; query: Record<string, string>; names: string[]; total: number }[] = [
    { title: "ten, newest first, where nothing is asked", query: {}, names: numbered(12, 11, 10, 9, 8, 7, 6, 5, 4, 3), total: 12 },
    { title: "an offset that counts records", query: { limit: "2", offset: "1" }, names: numbered(11, 10), total: 12 },
    { title: "the last page", query: { limit: "5", offset: "10" }, names: numbered(2, 1), total: 12 },
    { title: "an offset past the end", query: { offset: "12" }, names: [], total: 12 },
    { title: "oldest first", query: { sort_dir: "asc", sort_key: "create_time", limit: "3" }, names: numbered(1, 2, 3), total: 12 },
    { title: "one market", query: { region: "intl" }, names: numbered(12, 9, 6, 3), total: 4 },
    { title: "a part of a name, so that clients must compare", query: { app_name: "app_1" }, names: numbered(12, 11, 10, 1), total: 4 },
    { title: "a status nobody has", query: { status: "SUSPENDED" }, names: [], total: 0 },
    { title: "from a time, inclusive", query: { start_time: "2026-03-01 12:00:10" }, names: numbered(12, 11), total: 2 },
    { title: "until a time, inclusive", query: { end_time: "2026-03-01 12:00:01" }, names: numbered(2, 1), total: 2 },
    {
      title: "all filters together",
      query: { region: "cn", app_name: "1", sort_dir: "asc", limit: "500" },
      names: numbered(1, 10, 11),
      total: 3,
    },
  ];
  for (const { title, query, names, total } of cases) {
    it(
      `gives ${title}`,
      withTwelve(async (emulator) => {
        assert.deepEqual(await emulator.names(chinaProject, query), names);
        assert.equal((await emulator.list(chinaProject, query)).body["total"], total);
      }),
    );
  }

  it(
    "finds every application exactly once over all pages, also those of one second",
    withEmulator(async (emulator) => {
      const ids = new Set<string>();
      for (let index = 0; index < 23; index++) ids.add(await emulator.created(chinaProject, { app_name: `n${index}`, region: "cn" }));
      const found: string[] = [];
      for (let offset = 0; offset < 23; offset += 7) {
        const page = await emulator.list(chinaProject, { limit: "7", offset: String(offset) });
        found.push(...(page.body["results"] as { id: string }[]).map((app) => app.id));
      }
      assert.equal(found.length, 23);
      assert.deepEqual(new Set(found), ids);
    }),
  );
});
