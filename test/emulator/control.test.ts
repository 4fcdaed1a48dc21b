import assert from "node:assert/strict";
import { connect } from "node:net";
import { internationalProject, withEmulator } from "../support/service/signed-client";
import { chinaProject, europeanProject } from "../support/service/projects";

describe("emulator: control API", () => {
  it(
    "seeds applications, shows them without secrets, and with secrets to whoever says so",
    withEmulator(async (emulator) => {
      const seeded = await emulator.control("POST", "/seed", {
        applications: [
          {
            projectId: chinaProject,
            name: "mainland",
            market: "chinese-mainland",
            uplinkDestination: "https://a.example/up",
            ipWhitelist: ["203.0.113.1", "203.0.113.2"],
            appSecret: "S".repeat(28),
            createTime: "2026-01-02T03:04:05Z",
          },
          { projectId: europeanProject, name: "eu", market: "european", status: "PROCESSING" },
          { projectId: internationalProject, name: "abroad", region: "intl" },
        ],
        quota: 5,
      });
      assert.equal(seeded.status, 200);
      const [first, second, third] = seeded.body["applications"] as { id: string; market: string }[];
      assert.deepEqual([first?.market, second?.market, third?.market], ["chinese-mainland", "european", "international"]);
      const { body } = await emulator.show(chinaProject, first!.id);
      assert.equal(body["ip_white_list"], "203.0.113.1,203.0.113.2");
      assert.equal(body["up_link_addr"], "https://a.example/up");
      assert.equal(body["create_time"], "2026-01-02 03:04:05");
      assert.equal((await emulator.show(europeanProject, second!.id)).body["status"], "PROCESSING");
      assert.deepEqual((await emulator.count(chinaProject, "cn")).body, { total: 5, used: 1 });

      const plain = await emulator.control("GET", "/applications");
      assert.doesNotMatch(JSON.stringify(plain.body), /S{28}|appKey|appSecret/);
      const open = await emulator.control("GET", "/applications?secrets=true");
      const withSecrets = open.body["applications"] as { name: string; appKey: string; appSecret: string }[];
      assert.deepEqual(
        withSecrets.map((application) => application.name),
        ["mainland", "eu", "abroad"],
      );
      assert.equal(withSecrets[0]?.appSecret, "S".repeat(28));
      assert.match(withSecrets[1]!.appKey, /^[A-Za-z0-9]{28}$/);
    }),
  );

  it(
    "changes an application from outside, as a person does in the console",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn", up_link_addr: "https://a.example" });
      const changed = await emulator.control("POST", "/seed", {
        applications: [{ projectId: chinaProject, id, name: "renamed", ipWhitelist: ["203.0.113.9"] }],
      });
      assert.equal(changed.status, 200);
      const { body } = await emulator.show(chinaProject, id);
      assert.deepEqual([body["app_name"], body["ip_white_list"], body["up_link_addr"]], ["renamed", "203.0.113.9", "https://a.example"]);
      assert.equal((await emulator.count(chinaProject, "cn")).body["used"], 1);
    }),
  );

  const badSeeds: [title: string, seed: unknown, error: RegExp][] = [
    ["is not JSON", "{", /not JSON/],
    ["is a list", [], /The seed must be an object/],
    ["has an unknown key", { apps: [] }, /unknown key "apps".*applications, quota/],
    ["has a negative quota", { quota: -1 }, /quota must be/],
    ["names no project", { applications: [{ name: "a", region: "cn" }] }, /applications\[0\]\.projectId is missing/],
    [
      "names an unknown project",
      { applications: [{ projectId: "00", name: "a", region: "cn" }] },
      /applications\[0\]\.projectId: the emulator has no project 00/,
    ],
    ["names no market", { applications: [{ projectId: chinaProject, name: "a" }] }, /market is missing/],
    [
      "names a market of another site",
      { applications: [{ projectId: europeanProject, name: "a", market: "chinese-mainland" }] },
      /chinese-mainland does not exist in eu-west-101, only european/,
    ],
    ["has a name that is too long", { applications: [{ projectId: chinaProject, name: "x".repeat(65), region: "cn" }] }, /\/app_name/],
    ["has an unknown status", { applications: [{ projectId: chinaProject, name: "a", region: "cn", status: "GONE" }] }, /\/status/],
    [
      "has a number for a name",
      { applications: [{ projectId: chinaProject, name: 1, region: "cn" }] },
      /applications\[0\]\.name must be a string/,
    ],
    [
      "has a text for the whitelist",
      { applications: [{ projectId: chinaProject, name: "a", region: "cn", ipWhitelist: "1.2.3.4" }] },
      /ipWhitelist must be a list/,
    ],
    [
      "has a bad time",
      { applications: [{ projectId: chinaProject, name: "a", region: "cn", createTime: "today" }] },
      /createTime must be a time/,
    ],
  ];
  for (const [title, seed, error] of badSeeds) {
    it(
      `plants nothing of a seed that ${title}`,
      withEmulator(async (emulator) => {
        const good = { projectId: chinaProject, name: "good", region: "cn" };
        const mixed =
          typeof seed === "object" && seed !== null && "applications" in seed
            ? { applications: [...(seed.applications as object[]), good] }
            : seed;
        const answer = await emulator.control("POST", "/seed", mixed);
        assert.equal(answer.status, 400);
        assert.match(String(answer.body["error"]), error);
        assert.deepEqual((await emulator.control("GET", "/applications")).body, { applications: [] });
      }),
    );
  }

  it(
    "lists the requests seen without a signature or a secret, and forgets them on DELETE",
    withEmulator(async (emulator) => {
      const created = await emulator.create(chinaProject, { app_name: "codes", region: "cn", show_secret: true });
      await emulator.list(chinaProject, { limit: "5" });
      await emulator.show(chinaProject, "none");
      const { body } = await emulator.control("GET", "/requests");
      const path = `/v2/${chinaProject}/msgsms/apps`;
      const time = "2026-03-01T12:00:00.000Z";
      const read = { errorCode: null, fault: null, committed: false };
      assert.deepEqual(body, {
        count: 3,
        requests: [
          { number: 1, time, method: "POST", path, query: "", operation: "CreateApp", status: 200, ...read, committed: true },
          { number: 2, time, method: "GET", path, query: "limit=5", operation: "ListAppDetails", status: 200, ...read },
          {
            number: 3,
            time,
            method: "GET",
            path: `${path}/none`,
            query: "",
            operation: "ShowApp",
            status: 404,
            ...read,
            errorCode: "MSGSMS.0014",
          },
        ],
      });
      assert.doesNotMatch(JSON.stringify(body) + emulator.logged.join(), /Signature|SDK-HMAC/);
      assert.ok(!(JSON.stringify(body) + emulator.logged.join()).includes(String(created.body["app_secret"])));
      assert.equal((await emulator.control("DELETE", "/requests")).status, 200);
      assert.deepEqual((await emulator.control("GET", "/requests")).body, { count: 0, requests: [] });
    }),
  );

  it(
    "goes back to the start on reset",
    withEmulator(
      async (emulator) => {
        await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
        await emulator.control("POST", "/seed", { quota: 9 });
        assert.equal((await emulator.control("POST", "/reset")).status, 200);
        assert.deepEqual((await emulator.control("GET", "/requests")).body, { count: 0, requests: [] });
        assert.deepEqual((await emulator.count(chinaProject, "cn")).body, { total: 3, used: 0 });
      },
      { quota: 3 },
    ),
  );

  const strangers: [title: string, headers: Record<string, string>][] = [
    ["a foreign Host (DNS rebinding)", { host: "attacker.example" }],
    ["a Host that only begins like a loopback name", { host: "127.0.0.1.attacker.example" }],
    ["a Host on another network", { host: "192.168.0.1" }],
    ["a foreign page", { origin: "https://attacker.example" }],
    ["a page without an origin", { origin: "null" }],
  ];
  for (const [title, headers] of strangers) {
    it(
      `refuses ${title}`,
      withEmulator(async (emulator) => {
        await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
        for (const [method, path] of [
          ["POST", "/reset"],
          ["POST", "/seed"],
          ["GET", "/requests"],
          ["DELETE", "/requests"],
          ["GET", "/applications"],
          ["POST", "/faults"],
          ["GET", "/faults"],
          ["DELETE", "/faults"],
          ["POST", "/clock"],
          ["POST", "/accounts"],
          ["POST", "/console"],
          ["POST", "/listening"],
        ] as const) {
          const answer = await emulator.control(method, path, method === "POST" ? {} : undefined, headers);
          assert.equal(answer.status, 403, path);
          assert.match(String(answer.body["error"]), /this machine only/);
        }
        assert.equal((await emulator.count(chinaProject, "cn")).body["used"], 1);
      }),
    );
  }

  it(
    "takes localhost and any port in Host",
    withEmulator(async (emulator) => {
      for (const host of ["localhost", "localhost:1234", "127.0.0.1", "[::1]:80"]) {
        assert.equal((await emulator.control("GET", "/requests", undefined, { host })).status, 200, host);
      }
    }),
  );

  it(
    "has nothing else",
    withEmulator(async (emulator) => {
      assert.equal((await emulator.control("GET", "/nothing")).status, 404);
      assert.equal((await emulator.control("DELETE", "/applications")).status, 404);
    }),
  );

  it(
    "notes a request whose client went away in the middle of the body",
    withEmulator(async (emulator) => {
      const { port, hostname } = new URL(emulator.url);
      const socket = connect(Number(port), hostname);
      socket.write(`POST /v2/${chinaProject}/msgsms/apps HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 100\r\n\r\n{"app_`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      socket.destroy();
      let requests: { status: unknown }[] = [];
      for (let attempt = 0; attempt < 50 && requests.length === 0; attempt++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        requests = (await emulator.control("GET", "/requests")).body["requests"] as { status: unknown }[];
      }
      assert.deepEqual(
        requests.map((seen) => seen.status),
        [null],
      );
    }),
  );
});
