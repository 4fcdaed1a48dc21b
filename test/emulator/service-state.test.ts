import assert from "node:assert/strict";
import { ControlError } from "../../provider/emulator";
import { attempt, internationalProject, refusal, withEmulator } from "../support/service/signed-client";
import { chinaProject, europeanProject } from "../support/service/projects";

const list = { method: "GET", path: `/v2/${chinaProject}/msgsms/apps` };

describe("emulator: virtual clock", () => {
  it(
    "moves the service's time, over HTTP too, and back to the machine's on reset",
    withEmulator(
      async (emulator) => {
        const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
        assert.equal((await emulator.show(chinaProject, id)).body["status"], "CREATED");
        assert.deepEqual(await emulator.control("POST", "/clock", { advanceMs: 60_000 }), {
          status: 200,
          body: { now: "2026-03-01T12:01:00.000Z" },
        });
        const { body } = await emulator.show(chinaProject, id);
        assert.deepEqual([body["status"], body["create_time"]], ["LAUNCHED", "2026-03-01 12:00:00"]);
        assert.equal(emulator.inside.moveClock({ now: "2026-03-01T13:00:00+01:00" }).toISOString(), "2026-03-01T12:00:00.000Z");
        assert.equal((await emulator.show(chinaProject, id)).body["status"], "CREATED");
        emulator.passes(1000);
        assert.equal((await attempt(emulator, list)).headers["date"], "Sun, 01 Mar 2026 12:00:01 GMT", "it goes on from there");
        emulator.inside.moveClock({ advanceMs: 16 * 60_000 });
        assert.equal(refusal(await emulator.list(chinaProject)), "401 APIGW.0301");
        emulator.inside.reset();
        assert.equal((await emulator.list(chinaProject)).status, 200);
      },
      { launchAfter: 60_000 },
    ),
  );

  const bad: [move: unknown, message: RegExp][] = [
    [{}, /either advanceMs or now/],
    [{ advanceMs: 1, now: "2026-03-01T12:00:00Z" }, /either advanceMs or now/],
    [{ advanceMs: -1 }, /advanceMs must be a whole number from 0/],
    [{ now: "tomorrow" }, /now must be a time such as/],
    [{ now: "2026-13-01T12:00:00Z" }, /now must be a time such as/],
    [{ now: "9999-01-01T00:00:00Z" }, /years 1970 to 9997/],
    [{ back: 1 }, /unknown key "back"/],
    [[], /must be an object/],
  ];
  for (const [move, message] of bad) {
    it(
      `does not take ${JSON.stringify(move)}`,
      withEmulator(async (emulator) => {
        const answer = await emulator.control("POST", "/clock", move);
        assert.equal(answer.status, 400);
        assert.match(String(answer.body["error"]), message);
        assert.equal(emulator.inside.moveClock({ advanceMs: 0 }).toISOString(), "2026-03-01T12:00:00.000Z");
      }),
    );
  }
});

describe("emulator: accounts", () => {
  it(
    "in arrears creates nothing, but shows, lists and changes",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
      assert.deepEqual(await emulator.control("POST", "/accounts", { projectId: chinaProject, state: "arrears" }), {
        status: 200,
        body: { projectId: chinaProject, state: "arrears", quota: 1000 },
      });
      assert.equal(refusal(await emulator.create(chinaProject, { app_name: "more", region: "cn" })), "403 MSGSMS.0013");
      assert.equal((await emulator.update(chinaProject, id, { app_name: "renamed", region: "cn" })).status, 200);
      assert.deepEqual(await emulator.names(chinaProject), ["renamed"]);
      assert.equal((await emulator.create(europeanProject, { app_name: "eu", region: "intl" })).status, 200, "another account");
      emulator.inside.setAccount({ projectId: chinaProject, state: "normal" });
      assert.equal((await emulator.create(chinaProject, { app_name: "more", region: "cn" })).status, 200);
    }),
  );

  it(
    "frozen refuses every operation, and a reset ends it",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
      emulator.inside.setAccount({ projectId: chinaProject, state: "frozen" });
      for (const answer of [
        await emulator.create(chinaProject, { app_name: "more", region: "cn" }),
        await emulator.update(chinaProject, id, { app_name: "renamed", region: "cn" }),
        await emulator.show(chinaProject, id),
        await emulator.list(chinaProject),
        await emulator.count(chinaProject, "cn"),
      ]) {
        assert.equal(refusal(answer), "403 APIGW.0310");
      }
      assert.equal(emulator.inside.applications()[0]?.name, "codes");
      emulator.inside.reset();
      assert.equal((await emulator.list(chinaProject)).status, 200);
    }),
  );

  it(
    "have a quota each, which the quota of a seed sets for all",
    withEmulator(async (emulator) => {
      emulator.inside.setAccount({ projectId: chinaProject, quota: 1 });
      assert.deepEqual((await emulator.count(chinaProject, "cn")).body, { total: 1, used: 0 });
      assert.deepEqual((await emulator.count(europeanProject, "intl")).body, { total: 1000, used: 0 });
      await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
      assert.equal(refusal(await emulator.create(chinaProject, { app_name: "more", region: "cn" })), "403 MSGSMS.0002");
      emulator.inside.seed({ quota: 7 });
      assert.deepEqual((await emulator.count(chinaProject, "cn")).body, { total: 7, used: 1 });
    }),
  );

  const bad: [change: unknown, message: RegExp][] = [
    [{ state: "frozen" }, /projectId is missing/],
    [{ projectId: "00", state: "frozen" }, /no project 00, only/],
    [{ projectId: chinaProject }, /a state or a quota/],
    [{ projectId: chinaProject, state: "rich" }, /state must be one of normal, arrears, frozen/],
    [{ projectId: chinaProject, state: "frozen", quota: -1 }, /quota must be a whole number/],
  ];
  for (const [change, message] of bad) {
    it(
      `do not take ${JSON.stringify(change)}`,
      withEmulator(async (emulator) => {
        const answer = await emulator.control("POST", "/accounts", change);
        assert.equal(answer.status, 400);
        assert.match(String(answer.body["error"]), message);
        assert.equal((await emulator.list(chinaProject)).status, 200);
      }),
    );
  }
});

describe("emulator: console", () => {
  it(
    "changes all that a person can, and shows what the API does not",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
      emulator.passes(5000);
      const { status, body } = await emulator.control("POST", "/console", {
        projectId: chinaProject,
        id,
        name: "renamed",
        ipWhitelist: ["203.0.113.9", "2001:db8::1"],
        statusReportDestination: "https://a.example/report",
        uplinkDestination: "https://a.example/up",
        uplinkSendTime: true,
        status: "SUSPENDED",
      });
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(body), ["application"]);
      const [shown] = emulator.inside.applications();
      assert.deepEqual(body["application"], shown);
      assert.deepEqual(
        [shown?.statusReportDestination, shown?.uplinkSendTime, shown?.updateTime],
        ["https://a.example/report", true, "2026-03-01T12:00:05.000Z"],
      );
      const answer = await emulator.show(chinaProject, id);
      assert.deepEqual(
        ["app_name", "ip_white_list", "up_link_addr", "status"].map((field) => answer.body[field]),
        ["renamed", "203.0.113.9,2001:db8::1", "https://a.example/up", "SUSPENDED"],
      );
      assert.doesNotMatch(JSON.stringify(answer.body), /report/);
    }),
  );

  it(
    "clears with an empty text, and the API's change of the uplink destination takes its send time along",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn", up_link_addr: "https://a.example" });
      const change = { projectId: chinaProject, id };
      emulator.inside.changeInConsole({ ...change, uplinkSendTime: true, statusReportDestination: "https://b.example" });
      const cleared = emulator.inside.changeInConsole({ ...change, uplinkDestination: "", statusReportDestination: "" }).application;
      assert.deepEqual([cleared.uplinkDestination, cleared.uplinkSendTime, cleared.statusReportDestination], ["", false, ""]);
      emulator.inside.changeInConsole({ ...change, uplinkDestination: "https://c.example", uplinkSendTime: true });
      await emulator.update(chinaProject, id, { app_name: "codes", region: "cn", up_link_addr: "https://d.example" });
      assert.equal(emulator.inside.applications()[0]?.uplinkSendTime, true);
      await emulator.update(chinaProject, id, { app_name: "codes", region: "cn" });
      assert.equal(emulator.inside.applications()[0]?.uplinkSendTime, false);
    }),
  );

  it(
    "draws a new secret and says it once",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
      const before = emulator.inside.applications({ secrets: true })[0];
      const { body } = await emulator.control("POST", "/console", { projectId: chinaProject, id, rotateSecret: true });
      assert.match(String(body["appSecret"]), /^[A-Za-z0-9]{28}$/);
      const after = emulator.inside.applications({ secrets: true })[0];
      assert.deepEqual([after?.appKey, after?.appSecret], [before?.appKey, body["appSecret"]]);
      assert.notEqual(after?.appSecret, before?.appSecret);
      assert.equal(emulator.inside.changeInConsole({ projectId: chinaProject, id, name: "x", rotateSecret: false }).appSecret, undefined);
    }),
  );

  const china = { projectId: chinaProject, id: "china" };
  const refused: [change: object, message: RegExp][] = [
    [{ id: "china", name: "x" }, /projectId is missing/],
    [{ ...china, id: "none", name: "x" }, /has no application none/],
    [{ projectId: "00", id: "china", name: "x" }, /project 00 has no application china/],
    [china, /changes nothing/],
    [{ ...china, market: "international" }, /cannot change market/],
    [{ ...china, region: "intl" }, /cannot change region/],
    [{ ...china, appKey: "K" }, /cannot change appKey/],
    [{ ...china, nmae: "x" }, /unknown key "nmae"/],
    [{ ...china, name: "taken" }, /name "taken" is in use by the application other/],
    [{ ...china, name: "x".repeat(65) }, /\/app_name/],
    [{ ...china, status: "GONE" }, /\/status/],
    [{ ...china, uplinkSendTime: true }, /only with an uplinkDestination/],
    [{ ...china, uplinkSendTime: "yes" }, /uplinkSendTime must be true or false/],
    [{ ...china, uplinkDestination: "x".repeat(129) }, /\/up_link_addr/],
    [{ ...china, ipWhitelist: ["here"] }, /"here" is not an IP address/],
    [{ ...china, ipWhitelist: ["203.0.113.1", "203.0.113.1"] }, /holds an address twice/],
    [{ ...china, ipWhitelist: Array.from({ length: 11 }, (_, index) => `203.0.113.${index}`) }, /11 addresses, more than 10/],
    [
      { projectId: europeanProject, id: "europe", statusReportDestination: "https://a.example" },
      /no statusReportDestination for the market european/,
    ],
    [
      { projectId: internationalProject, id: "abroad", uplinkDestination: "https://a.example" },
      /no uplinkDestination for the market international/,
    ],
  ];
  for (const [change, message] of refused) {
    it(
      `refuses ${JSON.stringify(change).slice(0, 120)}`,
      withEmulator(async (emulator) => {
        emulator.inside.seed({
          applications: [
            { ...china, name: "codes", region: "cn" },
            { ...china, id: "other", name: "taken", region: "cn" },
            { projectId: europeanProject, id: "europe", name: "eu", region: "intl" },
            { projectId: internationalProject, id: "abroad", name: "abroad", region: "intl" },
          ],
        });
        const before = emulator.inside.applications({ secrets: true });
        const answer = await emulator.control("POST", "/console", change);
        assert.equal(answer.status, 400);
        assert.match(String(answer.body["error"]), message);
        assert.deepEqual(emulator.inside.applications({ secrets: true }), before);
        assert.throws(() => emulator.inside.changeInConsole(change as never), ControlError);
      }),
    );
  }
});

describe("emulator: listening", () => {
  it(
    "stops and starts on the same port, keeps what it holds, and ends connections that are there",
    withEmulator(async (emulator) => {
      const url = emulator.url;
      await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
      emulator.inside.planFaults([{ fault: { kind: "delay", ms: 60_000 } }]);
      const underWay = attempt(emulator, list);
      while (emulator.inside.faults()[0]?.struck === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await emulator.inside.stopListening();
      assert.notEqual((await underWay).broken, undefined);
      assert.equal((await attempt(emulator, list)).broken, "ECONNREFUSED");
      await emulator.inside.stopListening();
      await emulator.inside.startListening();
      await emulator.inside.startListening();
      assert.equal(emulator.url, url);
      assert.deepEqual(await emulator.names(chinaProject), ["codes"]);
    }),
  );

  it(
    "starts again by itself, as the control API orders it",
    withEmulator(async (emulator) => {
      assert.deepEqual(await emulator.control("POST", "/listening", { listening: false, forMs: 1000 }), {
        status: 200,
        body: { listening: false, forMs: 1000 },
      });
      const outcomes = new Set<unknown>();
      const until = Date.now() + 10_000;
      for (let status: unknown; status !== 200 && Date.now() < until;) {
        const outcome = await attempt(emulator, list);
        status = outcome.status;
        // The first calls may still find the old connection.
        outcomes.add(outcome.broken === "ECONNREFUSED" ? "refused" : status);
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (!outcomes.has("refused")) status = undefined;
      }
      assert.ok(outcomes.has("refused") && outcomes.has(200), [...outcomes].join());
    }),
  );

  it(
    "can end while it is shut",
    withEmulator(async (emulator) => {
      await emulator.inside.stopListening({ forMs: 60_000 });
      await emulator.stop();
    }),
  );

  it(
    "says what is wrong with an order",
    withEmulator(async (emulator) => {
      for (const [order, message] of [
        [{ listening: true, forMs: 1 }, /listening must be false/],
        [{ listening: false }, /forMs is missing/],
        [{ listening: false, forMs: -1 }, /forMs must be a whole number/],
      ] as const) {
        const answer = await emulator.control("POST", "/listening", order);
        assert.equal(answer.status, 400);
        assert.match(String(answer.body["error"]), message);
      }
      await assert.rejects(emulator.inside.stopListening({ forMs: -1 }), ControlError);
      assert.equal((await emulator.list(chinaProject)).status, 200);
    }),
  );
});
