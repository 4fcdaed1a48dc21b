import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { request } from "undici";
import { knownCodes } from "../../../provider/api";
import type { Fault } from "../../../provider/emulator";
import * as validators from "../../../schemas/generated/api-validators";
import { attempt, signed, withEmulator, type Call, type Outcome, type TestEmulator } from "../../support/service/signed-client";
import { chinaProject, europeanProject } from "../../support/service/projects";

const apps = `/v2/${chinaProject}/msgsms/apps`;
const create = (name: string): Call => ({ method: "POST", path: apps, body: { app_name: name, region: "cn", show_secret: true } });
const list: Call = { method: "GET", path: apps };

const names = (emulator: TestEmulator) => emulator.inside.applications().map(({ name }) => name);
const lastRequest = (emulator: TestEmulator) => {
  const { status, fault, committed } = emulator.inside.requests().requests.at(-1)!;
  return { status, fault, committed };
};
const bodyOf = (outcome: Outcome) => JSON.parse(outcome.text ?? "") as Record<string, unknown>;

/** Plans one fault for the next call, makes that call, and sees that the call after it goes as usual. */
async function struckOnce(emulator: TestEmulator, fault: Fault, call: Call): Promise<Outcome> {
  emulator.inside.planFaults([{ fault }]);
  const outcome = await attempt(emulator, call);
  assert.deepEqual(
    emulator.inside.faults().map(({ seen, struck }) => [seen, struck]),
    [[1, 1]],
  );
  const noted = lastRequest(emulator);
  assert.equal(noted.fault, fault.kind);
  assert.equal((await attempt(emulator, list)).status, 200);
  assert.equal(lastRequest(emulator).fault, null);
  return outcome;
}

describe("emulator: faults in which nothing is done", () => {
  const broken: [fault: Fault, how: string][] = [
    [{ kind: "refuse-connection" }, "ECONNRESET"],
    [{ kind: "reset" }, "ECONNRESET"],
    [{ kind: "drop-before-commit" }, "UND_ERR_SOCKET"],
  ];
  for (const [fault, how] of broken) {
    it(
      `${fault.kind} ends the connection without a byte`,
      withEmulator(async (emulator) => {
        assert.deepEqual(await struckOnce(emulator, fault, create("codes")), { headers: {}, broken: how });
        assert.deepEqual(names(emulator), []);
        const [first] = emulator.inside.requests().requests;
        assert.deepEqual([first?.status, first?.committed], [null, false]);
      }),
    );
  }

  it(
    "status gives a documented code with its usual status and text",
    withEmulator(async (emulator) => {
      const outcome = await struckOnce(emulator, { kind: "status", code: "MSGSMS.0001" }, create("codes"));
      assert.deepEqual([outcome.status, bodyOf(outcome)], [500, { error_code: "MSGSMS.0001", error_msg: "Internal server error." }]);
      assert.deepEqual(names(emulator), []);
      assert.equal(emulator.inside.requests().requests[0]?.errorCode, "MSGSMS.0001");
    }),
  );

  it(
    "status can give each code that this project has words for, in the shape of whoever has it",
    withEmulator(async (emulator) => {
      const codes = [...knownCodes, ...knownCodes.filter((code) => code.startsWith("APIGW.")).map((code) => code.replace("APIGW", "APIG"))];
      assert.ok(codes.length > 60);
      emulator.inside.planFaults(codes.map((code, index) => ({ call: index + 1, fault: { kind: "status", code } })));
      for (const code of codes) {
        const outcome = await attempt(emulator, list);
        const body = bodyOf(outcome);
        assert.equal(body["error_code"], code);
        assert.ok(outcome.status! >= 400 && outcome.status! < 600);
        const validate = code.startsWith("MSGSMS.") ? validators.validateServiceError : validators.validateGatewayError;
        assert.ok(validate(body), code);
      }
      assert.equal((await attempt(emulator, list)).status, 200);
    }),
  );

  it(
    "status takes another status, shape, text and detail",
    withEmulator(async (emulator) => {
      const gateway = await struckOnce(emulator, { kind: "status", code: "MSGSMS.0001", shape: "gateway", status: 502 }, list);
      const body = bodyOf(gateway);
      assert.deepEqual([gateway.status, body["request_id"]], [502, gateway.headers["x-request-id"]]);
      emulator.inside.clearFaults();
      const fault: Fault = { kind: "status", code: "MSGSMS.0050", message: "m", detail: "d", status: 400, retryAfter: 7 };
      const service = await struckOnce(emulator, fault, list);
      assert.deepEqual([service.status, bodyOf(service)], [400, { error_code: "MSGSMS.0050", error_msg: "m", error_detail: "d" }]);
      assert.equal(service.headers["retry-after"], "7");
    }),
  );

  it(
    "status gives a page of HTML",
    withEmulator(async (emulator) => {
      const page = "<html><body>Bad gateway</body></html>";
      const outcome = await struckOnce(emulator, { kind: "status", status: 502, body: page }, create("codes"));
      assert.deepEqual([outcome.status, outcome.text, outcome.headers["content-type"]], [502, page, "text/html"]);
      assert.deepEqual(names(emulator), []);
    }),
  );

  for (const retryAfter of [undefined, 3, "Sun, 01 Mar 2026 12:00:30 GMT", "soon"] as const) {
    it(
      `throttle says Retry-After: ${retryAfter ?? "nothing"}`,
      withEmulator(async (emulator) => {
        const fault: Fault = { kind: "throttle", ...(retryAfter === undefined ? {} : { retryAfter }) };
        const outcome = await struckOnce(emulator, fault, create("codes"));
        assert.deepEqual([outcome.status, bodyOf(outcome)["error_code"]], [429, "APIGW.0308"]);
        assert.equal(outcome.headers["retry-after"], retryAfter === undefined ? undefined : String(retryAfter));
        assert.deepEqual(names(emulator), []);
      }),
    );
  }
});

describe("emulator: faults after the operation acted", () => {
  for (const [by, how] of [
    ["close", "UND_ERR_SOCKET"],
    ["reset", "ECONNRESET"],
  ] as const) {
    it(
      `commit-then-drop, by ${by}`,
      withEmulator(async (emulator) => {
        assert.deepEqual(await struckOnce(emulator, { kind: "commit-then-drop", by }, create("codes")), { headers: {}, broken: how });
        assert.deepEqual(names(emulator), ["codes"]);
        const [first] = emulator.inside.requests().requests;
        assert.deepEqual([first?.status, first?.committed], [null, true]);
      }),
    );
  }

  it(
    "commit-then-status",
    withEmulator(async (emulator) => {
      const outcome = await struckOnce(emulator, { kind: "commit-then-status", code: "APIGW.0201" }, create("codes"));
      assert.deepEqual([outcome.status, bodyOf(outcome)["error_code"]], [504, "APIGW.0201"]);
      assert.deepEqual(names(emulator), ["codes"]);
      assert.equal(emulator.inside.requests().requests[0]?.committed, true);
    }),
  );

  for (const bytes of [0, 1, 40, 1_000_000]) {
    it(
      `cut after ${bytes} bytes`,
      withEmulator(async (emulator) => {
        emulator.inside.planFaults([{ fault: { kind: "cut", bytes } }]);
        const wire = create("codes");
        const outcome = await attempt(emulator, wire);
        assert.deepEqual([outcome.status, outcome.text], [200, undefined]);
        assert.notEqual(outcome.broken, undefined);
        assert.ok(Number(outcome.headers["content-length"]) > 40, "it promised the whole body");
        assert.deepEqual(names(emulator), ["codes"]);
        assert.deepEqual(lastRequest(emulator), { status: 200, fault: "cut", committed: true });
      }),
    );
  }

  it(
    "malformed gives the right answer without its end, or the text that was planned",
    withEmulator(async (emulator) => {
      const cut = await struckOnce(emulator, { kind: "malformed" }, create("codes"));
      assert.equal(cut.status, 200);
      assert.throws(() => bodyOf(cut), SyntaxError);
      assert.match(cut.text!, /"app_name":"codes"/);
      emulator.inside.clearFaults();
      const planned = await struckOnce(emulator, { kind: "malformed", body: "<html>" }, create("more"));
      assert.equal(planned.text, "<html>");
      assert.deepEqual(names(emulator), ["codes", "more"]);
    }),
  );

  it(
    "answer takes fields out, puts others in, and replaces all",
    withEmulator(async (emulator) => {
      const fault: Fault = { kind: "answer", without: ["id"], merge: { app_key: 7, app_name: "other" } };
      const { app_secret, ...rest } = bodyOf(await struckOnce(emulator, fault, create("codes")));
      assert.equal(typeof app_secret, "string");
      assert.deepEqual(rest, { app_key: 7, app_name: "other" });
      emulator.inside.clearFaults();
      const replaced = await struckOnce(emulator, { kind: "answer", replace: [null] }, list);
      assert.deepEqual([replaced.status, replaced.text], [200, "[null]"]);
    }),
  );

  it(
    "answer changes each item of a list for once, and not for the next call",
    withEmulator(async (emulator) => {
      await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
      const outcome = await struckOnce(emulator, { kind: "answer", in: "results", merge: { app_name: "other" }, without: ["id"] }, list);
      const { results, total } = bodyOf(outcome) as { results: Record<string, unknown>[]; total: number };
      assert.deepEqual([total, results.length, results[0]?.["app_name"], "id" in results[0]!], [1, 1, "other", false]);
      assert.deepEqual(await emulator.names(chinaProject), ["codes"]);
    }),
  );

  it(
    "answer can be 10 MB long",
    withEmulator(async (emulator) => {
      const outcome = await struckOnce(emulator, { kind: "answer", fillerMb: 10 }, create("codes"));
      assert.ok(outcome.text!.length > 10 * 1024 * 1024);
      assert.equal(bodyOf(outcome)["app_name"], "codes");
    }),
  );
});

describe("emulator: late commit", () => {
  const late = (options: object = {}) => ({
    operation: "CreateApp" as const,
    fault: { kind: "late-commit" as const, ms: 5000, ...options },
  });

  it(
    "shows the application nowhere before its time, and then everywhere",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([late()]);
      assert.equal((await attempt(emulator, create("codes"))).broken, "UND_ERR_SOCKET");
      assert.deepEqual(lastRequest(emulator), { status: null, fault: "late-commit", committed: true });
      emulator.passes(4999);
      assert.deepEqual(await emulator.names(chinaProject), []);
      assert.equal((await emulator.count(chinaProject, "cn")).body["used"], 0);
      assert.deepEqual(names(emulator), []);
      emulator.passes(1);
      assert.deepEqual(await emulator.names(chinaProject), ["codes"]);
      assert.equal((await emulator.count(chinaProject, "cn")).body["used"], 1);
      const { id } = emulator.inside.applications()[0]!;
      assert.equal((await emulator.show(chinaProject, id)).status, 200);
    }),
  );

  it(
    "makes two of one name when somebody tries again before the commit, and refuses after it",
    withEmulator(
      async (emulator) => {
        emulator.inside.planFaults([late()]);
        await attempt(emulator, create("codes"));
        assert.equal((await emulator.create(chinaProject, { app_name: "codes", region: "cn" })).status, 200);
        emulator.passes(5000);
        assert.deepEqual(await emulator.names(chinaProject), ["codes", "codes"]);
        assert.deepEqual((await emulator.count(chinaProject, "cn")).body, { total: 1, used: 2 });
        const refused = await emulator.create(chinaProject, { app_name: "codes", region: "cn" });
        assert.equal(refused.body["error_code"], "MSGSMS.0051");
      },
      { quota: 1 },
    ),
  );

  it(
    "holds the name and the place in the quota with reserve",
    withEmulator(
      async (emulator) => {
        emulator.inside.planFaults([late({ reserve: true })]);
        await attempt(emulator, create("codes"));
        assert.equal((await emulator.create(chinaProject, { app_name: "codes", region: "cn" })).body["error_code"], "MSGSMS.0051");
        assert.equal((await emulator.create(chinaProject, { app_name: "more", region: "cn" })).status, 403);
        assert.equal((await emulator.count(chinaProject, "cn")).body["used"], 0);
        emulator.passes(5000);
        assert.deepEqual(await emulator.names(chinaProject), ["codes"]);
      },
      { quota: 1 },
    ),
  );

  it(
    "can be answered as usual, and the id answers from the commit on",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([late({ answer: "normal" })]);
      const { id } = bodyOf(await attempt(emulator, create("codes"))) as { id: string };
      assert.equal((await emulator.show(chinaProject, id)).status, 404);
      emulator.inside.moveClock({ advanceMs: 5000 });
      emulator.passes(-5000);
      assert.equal((await emulator.show(chinaProject, id)).status, 404, "passed and taken back");
      emulator.passes(5000);
      emulator.inside.moveClock({ now: "2026-03-01T12:00:05Z" });
      assert.equal((await emulator.show(chinaProject, id)).status, 200);
    }),
  );

  it(
    "of a change keeps what others changed meanwhile",
    withEmulator(async (emulator) => {
      const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
      emulator.inside.planFaults([{ operation: "UpdateApp", fault: { kind: "late-commit", ms: 5000, answer: "normal" } }]);
      assert.equal((await emulator.update(chinaProject, id, { app_name: "renamed", region: "cn" })).status, 200);
      assert.equal((await emulator.show(chinaProject, id)).body["app_name"], "codes");
      emulator.inside.changeInConsole({ projectId: chinaProject, id, ipWhitelist: ["203.0.113.9"] });
      emulator.passes(5000);
      const { body } = await emulator.show(chinaProject, id);
      assert.deepEqual([body["app_name"], body["ip_white_list"]], ["renamed", "203.0.113.9"]);
    }),
  );

  it(
    "of a change reserves its new name, but no second place in the quota",
    withEmulator(
      async (emulator) => {
        const id = await emulator.created(chinaProject, { app_name: "codes", region: "cn" });
        emulator.inside.planFaults([{ fault: { kind: "late-commit", ms: 5000, answer: "normal", reserve: true } }]);
        await emulator.update(chinaProject, id, { app_name: "renamed", region: "cn" });
        assert.equal((await emulator.create(chinaProject, { app_name: "renamed", region: "cn" })).body["error_code"], "MSGSMS.0051");
        assert.equal((await emulator.create(chinaProject, { app_name: "more", region: "cn" })).status, 200);
      },
      { quota: 2 },
    ),
  );

  it(
    "does not come sooner because the clock is wrong",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([late(), { fault: { kind: "skewed-clock", ms: 6000 } }]);
      await attempt(emulator, create("codes"));
      assert.deepEqual(await emulator.names(chinaProject), []);
      emulator.inside.planFaults([{ fault: { kind: "skewed-clock", ms: 600_000 } }]);
      assert.deepEqual(await emulator.names(chinaProject), []);
    }),
  );

  it(
    "never comes after a reset",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([late()]);
      await attempt(emulator, create("codes"));
      emulator.inside.reset();
      emulator.passes(5000);
      assert.deepEqual(names(emulator), []);
    }),
  );
});

describe("emulator: stale list", () => {
  it(
    "leaves out of list and count what is younger, and shows it by id",
    withEmulator(async (emulator) => {
      await emulator.created(chinaProject, { app_name: "old", region: "cn" });
      emulator.passes(10_000);
      const id = await emulator.created(chinaProject, { app_name: "young", region: "cn" });
      emulator.passes(1000);
      emulator.inside.planFaults([{ times: "always", fault: { kind: "stale-list", ms: 5000 } }]);
      assert.deepEqual(await emulator.names(chinaProject), ["old"]);
      assert.equal((await emulator.count(chinaProject, "cn")).body["used"], 1);
      assert.equal((await emulator.show(chinaProject, id)).status, 200);
      emulator.passes(4000);
      assert.deepEqual(await emulator.names(chinaProject), ["young", "old"]);
      assert.deepEqual(
        emulator.inside.faults().map(({ struck }) => struck),
        [3],
      );
      emulator.inside.clearFaults();
      assert.equal((await emulator.create(chinaProject, { app_name: "young", region: "cn" })).status, 400);
    }),
  );
});

describe("emulator: delay", () => {
  it(
    "before: the operation acts later, even if its client has gone",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([{ fault: { kind: "delay", ms: 500 } }]);
      const answered = attempt(emulator, create("codes"));
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.deepEqual(names(emulator), []);
      assert.equal((await answered).status, 200);
      assert.deepEqual(names(emulator), ["codes"]);

      emulator.inside.planFaults([{ fault: { kind: "delay", ms: 1500 } }]);
      const wire = signed(create("more"), emulator.signer);
      const impatient = request(`${emulator.url}${wire.target}`, {
        method: "POST",
        headers: wire.headers,
        body: wire.body,
        signal: AbortSignal.timeout(50),
      });
      await assert.rejects(impatient, { name: "TimeoutError" });
      assert.deepEqual(names(emulator), ["codes"]);
      while (emulator.inside.requests().count < 2) await new Promise((resolve) => setTimeout(resolve, 10));
      assert.deepEqual(names(emulator), ["codes", "more"]);
      assert.deepEqual(lastRequest(emulator), { status: 200, fault: "delay", committed: true });
    }),
  );

  it(
    "after: the operation acts at once, the answer comes later, and both delays add to another fault",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([
        { fault: { kind: "delay", ms: 30 } },
        { fault: { kind: "delay", ms: 1000, when: "after" } },
        { fault: { kind: "commit-then-drop" } },
      ]);
      const answered = attempt(emulator, create("codes"));
      while (names(emulator).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(emulator.inside.requests().count, 0, "not answered yet");
      assert.equal((await answered).broken, "UND_ERR_SOCKET");
      assert.equal(lastRequest(emulator).fault, "delay + delay + commit-then-drop");
    }),
  );

  it(
    "a call that waits is dropped by a reset, acts no more, and is noted nowhere",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([{ fault: { kind: "delay", ms: 60_000 } }]);
      const answered = attempt(emulator, create("codes"));
      while (emulator.inside.faults()[0]?.struck === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, 20));
      emulator.inside.reset();
      assert.equal((await answered).broken, "UND_ERR_SOCKET");
      assert.deepEqual(names(emulator), []);
      assert.equal(emulator.inside.requests().count, 0);
    }),
  );

  it(
    "a call whose body is not there yet at a reset does nothing after it",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([{ fault: { kind: "delay", ms: 1 } }]);
      const wire = signed(create("codes"), emulator.signer);
      const { port, hostname } = new URL(emulator.url);
      const socket = connect(Number(port), hostname);
      const closed = once(socket, "close");
      const headers = { ...wire.headers, Host: hostname, "Content-Length": wire.body.length };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      socket.write(`POST ${wire.target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      while (emulator.inside.faults()[0]?.struck === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      emulator.inside.reset();
      socket.write(wire.body);
      await closed;
      assert.deepEqual(names(emulator), []);
      assert.equal(emulator.inside.requests().count, 0);
    }),
  );

  it(
    "a call that waits does not keep the emulator from ending",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([{ fault: { kind: "delay", ms: 60_000 } }]);
      const answered = attempt(emulator, list);
      while (emulator.inside.faults()[0]?.struck === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await emulator.stop();
      assert.notEqual((await answered).broken, undefined);
    }),
  );
});

describe("emulator: skewed clock", () => {
  it(
    "is wrong in signatures, Date headers and times of applications, until the faults are cleared",
    withEmulator(async (emulator) => {
      const { headers } = await attempt(emulator, list);
      assert.equal(headers["date"], "Sun, 01 Mar 2026 12:00:00 GMT");
      emulator.inside.planFaults([{ fault: { kind: "skewed-clock", ms: -20 * 60_000 } }]);
      const refused = await attempt(emulator, list);
      assert.equal(refused.status, 401);
      assert.match(String(bodyOf(refused)["error_msg"]), /signature expired.*server time:20260301T114000Z/);
      assert.equal(refused.headers["date"], "Sun, 01 Mar 2026 11:40:00 GMT");
      emulator.inside.planFaults([{ fault: { kind: "skewed-clock", ms: 60_000 } }]);
      await emulator.created(europeanProject, { app_name: "eu", region: "intl" });
      assert.equal(emulator.inside.applications()[0]?.createTime, "2026-03-01T12:01:00.000Z");
      emulator.inside.clearFaults();
      assert.equal((await attempt(emulator, list)).headers["date"], "Sun, 01 Mar 2026 12:00:00 GMT");
    }),
  );
});
