import assert from "node:assert/strict";
import { request } from "undici";
import { internationalProject, refusal, signed, sent, withEmulator, type Call } from "../support/service/signed-client";
import { chinaProject, europeanProject } from "../support/service/projects";

const apps = `/v2/${chinaProject}/msgsms/apps`;
const some = { app_name: "codes", region: "cn" };

describe("emulator: what the contract does not allow is MSGSMS.0002", () => {
  const create = (body: unknown, project = chinaProject): Call => ({ method: "POST", path: `/v2/${project}/msgsms/apps`, body });
  const list = (...query: [string, string][]): Call => ({ method: "GET", path: apps, query });
  const cases: [title: string, call: Call, detail: RegExp][] = [
    ["no body", create(undefined), /body is not JSON/],
    ["half a document", create('{"app_name":'), /body is not JSON/],
    ["a list", create([]), /body \/ must be object/],
    ["a missing name", create({ region: "cn" }), /app_name/],
    ["a missing market", create({ app_name: "codes" }), /region/],
    ["a blank name", create({ app_name: "  ", region: "cn" }), /\/app_name/],
    ["a name of 65 characters", create({ app_name: "x".repeat(65), region: "cn" }), /\/app_name .*64/],
    ["a market that does not exist", create({ app_name: "codes", region: "eu" }), /\/region/],
    ["an uplink destination of 129 characters", create({ ...some, up_link_addr: "x".repeat(129) }), /\/up_link_addr .*128/],
    ["a flag that is a number", create({ ...some, show_secret: 1 }), /\/show_secret must be boolean/],
    ["an unknown field", create({ ...some, ip_white_list: "203.0.113.1" }), /ip_white_list/],
    ["a __proto__ field", create('{"app_name":"codes","region":"cn","__proto__":{}}'), /__proto__/],
    [
      "the enterprise project on the International site",
      create({ ...some, enterprise_project_id: "1" }, internationalProject),
      /enterprise_project_id/,
    ],
    [
      "an uplink destination on the European site",
      create({ app_name: "a", region: "intl", up_link_addr: "https://a.example" }, europeanProject),
      /up_link_addr/,
    ],
    ["the mainland on the European site", create({ app_name: "a", region: "cn" }, europeanProject), /region: cn does not exist/],
    ["another content type", { ...create(some), headers: { "content-type": "text/plain" } }, /Content-Type/],
    ["a limit of 0", list(["limit", "0"]), /query limit: "0".* 1 to 500/],
    ["a limit of 501", list(["limit", "501"]), /query limit/],
    ["a limit in words", list(["limit", "ten"]), /query limit/],
    ["a negative offset", list(["offset", "-1"]), /query offset/],
    ["a date without a time", list(["start_time", "2026-03-01"]), /query start_time/],
    ["a status that does not exist", list(["status", "GONE"]), /query status.* CREATED, LAUNCHED, SUSPENDED, PROCESSING/],
    ["an empty name filter", list(["app_name", ""]), /query app_name/],
    ["a sort key that does not exist", list(["sort_key", "name"]), /query sort_key/],
    ["a parameter that does not exist", list(["name", "codes"]), /query name: ListAppDetails has no such parameter/],
    ["a parameter given twice", list(["limit", "1"], ["limit", "2"]), /query limit: given twice/],
    ["a count without a market", { method: "GET", path: `${apps}-count` }, /query region: is required/],
    ["a count of a market that does not exist", { method: "GET", path: `${apps}-count`, query: [["region", "eu"]] }, /query region/],
    ["a query where there is none", { method: "GET", path: `${apps}/some-id`, query: [["region", "cn"]] }, /ShowApp has no such parameter/],
    ["an id of 65 characters", { method: "GET", path: `${apps}/${"a".repeat(65)}` }, /path id/],
    ["an id with an underscore", { method: "GET", path: `${apps}/a_b` }, /path id/],
  ];
  for (const [title, call, detail] of cases) {
    it(
      title,
      withEmulator(async (emulator) => {
        const answer = await emulator.call(call);
        assert.equal(refusal(answer), "400 MSGSMS.0002");
        assert.equal(answer.body["error_msg"], "Invalid Parameter.");
        assert.match(String(answer.body["error_detail"]), detail);
        assert.deepEqual(await emulator.names(chinaProject), []);
      }),
    );
  }

  it(
    "takes the content type with a charset, as OAS writes it",
    withEmulator(async (emulator) => {
      const call = { method: "POST", path: apps, body: some, headers: { "content-type": "application/json;charset=utf8" } };
      assert.equal((await emulator.call(call)).status, 200);
    }),
  );

  it(
    "refuses a body that is not UTF-8",
    withEmulator(async (emulator) => {
      const bytes = Buffer.from('{"app_name":"\xff","region":"cn"}', "latin1");
      const wire = signed({ method: "POST", path: apps, headers: { "x-sdk-content-sha256": "UNSIGNED-PAYLOAD" } }, emulator.signer);
      const answer = await request(`${emulator.url}${wire.target}`, { method: "POST", headers: wire.headers, body: bytes });
      assert.equal(answer.statusCode, 400);
      assert.equal(((await answer.body.json()) as { error_detail: string }).error_detail, "body is not JSON");
    }),
  );
});

describe("emulator: what the account does not allow", () => {
  it(
    "refuses a name in use in the same market, and takes it in another",
    withEmulator(async (emulator) => {
      const first = await emulator.created(chinaProject, some);
      const again = await emulator.create(chinaProject, some);
      assert.equal(refusal(again), "400 MSGSMS.0051");
      assert.equal(again.body["error_msg"], "Application Name is duplicated");
      const second = await emulator.created(chinaProject, { app_name: "other", region: "cn" });
      assert.equal(refusal(await emulator.update(chinaProject, second, some)), "400 MSGSMS.0051");
      assert.equal((await emulator.update(chinaProject, first, some)).status, 200, "its own name is free for itself");
      assert.equal((await emulator.create(chinaProject, { app_name: "codes", region: "intl" })).status, 200);
      assert.deepEqual(await emulator.names(chinaProject, { region: "cn" }), ["other", "codes"]);
    }),
  );

  it(
    "refuses more than the quota of a market",
    withEmulator(
      async (emulator) => {
        await emulator.created(chinaProject, { app_name: "a", region: "cn" });
        await emulator.created(chinaProject, { app_name: "b", region: "cn" });
        const third = await emulator.create(chinaProject, { app_name: "c", region: "cn" });
        assert.equal(third.status, 403);
        assert.match(String(third.body["error_msg"]), /quota/);
        assert.equal(third.body["error_detail"], "region=cn, total=2, used=2");
        assert.equal((await emulator.create(chinaProject, { app_name: "c", region: "intl" })).status, 200);
        assert.deepEqual((await emulator.count(chinaProject, "cn")).body, { total: 2, used: 2 });
      },
      { quota: 2 },
    ),
  );

  it(
    "makes exactly one of twenty equal creations at once",
    withEmulator(async (emulator) => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => emulator.create(chinaProject, some)));
      assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
      assert.equal((await emulator.count(chinaProject, "cn")).body["used"], 1);
    }),
  );

  it(
    "does not know an id of nobody or of another project",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, some);
      const strange = await emulator.show(internationalProject, id);
      assert.equal(refusal(strange), "404 MSGSMS.0014");
      assert.equal(strange.body["error_msg"], "App does not exist.");
      assert.equal(refusal(await emulator.show(chinaProject, "9e61f59c-1a6b-4ee5-9651-5bca450694b3")), "404 MSGSMS.0014");
      assert.equal(refusal(await emulator.update(internationalProject, id, { app_name: "x", region: "cn" })), "404 MSGSMS.0014");
    }),
  );

  it(
    "refuses to move an application to another market",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, some);
      assert.equal(refusal(await emulator.update(chinaProject, id, { app_name: "codes", region: "intl" })), "400 MSGSMS.0002");
      assert.equal((await emulator.show(chinaProject, id)).body["region"], "cn");
    }),
  );

  it(
    "refuses a project that is not the account's",
    withEmulator(async (emulator) => {
      const answer = await emulator.list("00000000000000000000000000000000");
      assert.equal(refusal(answer), "403 APIGW.0310");
      assert.equal(answer.requestId, answer.body["request_id"]);
    }),
  );
});

describe("emulator: what the gateway does not know or take", () => {
  const id = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
  const unknown: [method: string, path: string][] = [
    ["DELETE", `${apps}/${id}`],
    ["DELETE", apps],
    ["PATCH", `${apps}/${id}`],
    ["POST", `${apps}/${id}`],
    ["PUT", apps],
    ["HEAD", apps],
    ["GET", `${apps}/`],
    ["GET", `${apps}/${id}/secret`],
    ["GET", `/v1/${chinaProject}/msgsms/apps`],
    ["GET", "/"],
  ];
  for (const [method, path] of unknown) {
    it(
      `${method} ${path.replace(chinaProject, "PROJECT")} is unknown`,
      withEmulator(async (emulator) => {
        const wire = signed({ method, path }, emulator.signer);
        const answer = await request(`${emulator.url}${wire.target}`, { method: method as "GET", headers: wire.headers });
        const text = await answer.body.text();
        assert.equal(answer.statusCode, 404);
        if (method !== "HEAD") assert.equal((JSON.parse(text) as { error_code: string }).error_code, "APIGW.0101");
        const { requests } = (await emulator.control("GET", "/requests")).body as { requests: { operation: unknown; status: number }[] };
        assert.deepEqual(
          requests.map((seen) => [seen.operation, seen.status]),
          [[null, 404]],
        );
      }),
    );
  }

  it(
    "refuses a body over 12 MB and stays well",
    withEmulator(async (emulator) => {
      const body = "x".repeat(12 * 1024 * 1024 + 1);
      assert.equal(refusal(await emulator.call({ method: "POST", path: apps, body })), "413 APIGW.0201");
      assert.equal(refusal(await emulator.call({ method: "POST", path: apps, body: body.slice(1) })), "400 MSGSMS.0002");
      assert.equal((await emulator.create(chinaProject, some)).status, 200);
    }),
  ).timeout(20_000);

  it(
    "refuses an address that cannot be decoded",
    withEmulator(async (emulator) => {
      const wire = signed({ method: "GET", path: apps }, emulator.signer);
      assert.equal(refusal(await sent(emulator.url, { ...wire, target: `${wire.target}?app_name=%E0%A4%A` })), "400 APIGW.0201");
    }),
  );
});
