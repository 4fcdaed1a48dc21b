import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ControlError, type FaultPlan } from "../../provider/emulator";
import { attempt, withEmulator, type Call, type TestEmulator } from "../support/service/signed-client";
import { chinaProject } from "../support/service/projects";

const apps = `/v2/${chinaProject}/msgsms/apps`;
const list: Call = { method: "GET", path: apps };
const count: Call = { method: "GET", path: `${apps}-count`, query: [["region", "cn"]] };

/** The statuses that so many calls get. */
async function statuses(emulator: TestEmulator, calls: readonly Call[]): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (const call of calls) {
    const { status, broken } = await attempt(emulator, call);
    seen.push(status ?? broken);
  }
  return seen;
}

const five = [list, list, list, list, list];
const down: FaultPlan["fault"] = { kind: "status", code: "MSGSMS.0001" };

describe("emulator: which calls a planned fault strikes", () => {
  it(
    "strikes the next call unless told",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([{ fault: down }]);
      assert.deepEqual(await statuses(emulator, five), [500, 200, 200, 200, 200]);
    }),
  );

  it(
    "strikes so many in a row from the n-th on, counted from when it was planned",
    withEmulator(async (emulator) => {
      await statuses(emulator, [list, list]);
      emulator.inside.planFaults([{ operation: "ListAppDetails", call: 2, times: 2, fault: down }]);
      assert.deepEqual(await statuses(emulator, [list, count, list, count, list, list]), [200, 200, 500, 200, 500, 200]);
      assert.deepEqual(emulator.inside.faults(), [{ operation: "ListAppDetails", call: 2, times: 2, fault: down, seen: 3, struck: 2 }]);
    }),
  );

  it(
    "strikes always, until it is cleared",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([{ times: "always", fault: down }]);
      assert.deepEqual(await statuses(emulator, five), [500, 500, 500, 500, 500]);
      emulator.inside.clearFaults();
      assert.deepEqual(emulator.inside.faults(), []);
      assert.deepEqual(await statuses(emulator, [list]), [200]);
    }),
  );

  it(
    "lets the one planned first strike where two meet, and says so",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([
        { call: 2, fault: down },
        { times: 3, fault: { kind: "throttle" } },
      ]);
      assert.deepEqual(await statuses(emulator, five), [429, 500, 429, 200, 200]);
      assert.deepEqual(
        emulator.inside.faults().map(({ seen, struck }) => [seen, struck]),
        [
          [2, 1],
          [3, 2],
        ],
      );
    }),
  );

  it(
    "counts calls that are refused, but nothing that is no operation",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([{ call: 2, fault: down }]);
      const unknown: Call = { method: "DELETE", path: apps };
      const wrong: Call = { method: "GET", path: "/v2/00/msgsms/apps" };
      assert.deepEqual(await statuses(emulator, [unknown, wrong, list, list]), [404, 403, 500, 200]);
    }),
  );

  it(
    "is not changed by what its planner does later",
    withEmulator(async (emulator) => {
      const plan: FaultPlan = { fault: { kind: "status", code: "MSGSMS.0001" } };
      emulator.inside.planFaults([plan]);
      plan.fault = { kind: "throttle" };
      assert.deepEqual(await statuses(emulator, [list]), [500]);
    }),
  );

  it(
    "is forgotten by a reset",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([{ times: "always", fault: down }, { fault: { kind: "skewed-clock", ms: 3_600_000 } }]);
      emulator.inside.reset();
      assert.deepEqual(emulator.inside.faults(), []);
      assert.deepEqual(await statuses(emulator, [list]), [200]);
    }),
  );

  it(
    "strikes calls at the same time in the order of their arrival, each once",
    withEmulator(async (emulator) => {
      emulator.inside.planFaults([{ call: 10, times: 5, fault: down }]);
      const outcomes = await Promise.all(Array.from({ length: 40 }, () => attempt(emulator, list)));
      assert.equal(outcomes.filter(({ status }) => status === 500).length, 5);
      assert.equal(outcomes.filter(({ status }) => status === 200).length, 35);
    }),
  );

  it(
    "is planned and shown over HTTP in the same way",
    withEmulator(async (emulator) => {
      const plan = { operation: "ListAppDetails", call: 1, times: 2, fault: { kind: "throttle", retryAfter: 1 } };
      assert.deepEqual(await emulator.control("POST", "/faults", [plan]), {
        status: 200,
        body: { faults: [{ ...plan, seen: 0, struck: 0 }] },
      });
      assert.deepEqual(await statuses(emulator, [list, list, list]), [429, 429, 200]);
      assert.deepEqual((await emulator.control("GET", "/faults")).body, { faults: [{ ...plan, seen: 2, struck: 2 }] });
      const { requests } = (await emulator.control("GET", "/requests")).body as { requests: { fault: unknown; committed: unknown }[] };
      assert.deepEqual(
        requests.map(({ fault, committed }) => [fault, committed]),
        [
          ["throttle", false],
          ["throttle", false],
          [null, false],
        ],
      );
      assert.deepEqual(await emulator.control("DELETE", "/faults"), { status: 200, body: {} });
      assert.deepEqual((await emulator.control("GET", "/faults")).body, { faults: [] });
    }),
  );
});

describe("emulator: faults that make no sense are refused, and nothing is planned", () => {
  const bad: [title: string, plans: unknown, message: RegExp][] = [
    ["no list", { fault: { kind: "reset" } }, /faults must be a list/],
    ["no object", [1], /faults\[0\] must be an object/],
    ["no fault", [{}], /faults\[0\]\.fault is missing/],
    ["an unknown key", [{ fault: { kind: "reset" }, calls: 2 }], /unknown key "calls".*operation, call, times, fault/],
    ["an unknown kind", [{ fault: { kind: "explode" } }], /fault\.kind must be one of refuse-connection, reset,/],
    ["a kind from Object", [{ fault: { kind: "toString" } }], /fault\.kind must be one of/],
    ["an unknown operation", [{ operation: "DeleteApp", fault: { kind: "reset" } }], /operation must be one of ListAppDetails/],
    ["call 0", [{ call: 0, fault: { kind: "reset" } }], /call must be a whole number from 1/],
    ["times never", [{ times: "never", fault: { kind: "reset" } }], /times must be a whole number from 1, or always/],
    ["a field of another kind", [{ fault: { kind: "reset", ms: 1 } }], /faults\[0\]\.fault has an unknown key "ms"/],
    ["a delay without ms", [{ fault: { kind: "delay" } }], /ms is missing/],
    ["a delay longer than a timer", [{ fault: { kind: "delay", ms: 2 ** 31 } }], /ms must be a whole number from 0 to 2147483647/],
    ["a delay at noon", [{ fault: { kind: "delay", ms: 1, when: "noon" } }], /when must be one of before, after/],
    ["a code that nobody documents", [{ fault: { kind: "status", code: "MSGSMS.9999" } }], /code must be a documented code/],
    ["a status with code and body", [{ fault: { kind: "status", status: 500, code: "MSGSMS.0001", body: "" } }], /either a code or a body/],
    ["a status with neither", [{ fault: { kind: "status", status: 500 } }], /either a code or a body/],
    ["a body without a status", [{ fault: { kind: "status", body: "" } }], /status is missing/],
    ["a status without a body", [{ fault: { kind: "status", status: 204, body: "" } }], /status from 200 to 599 that has a body/],
    ["a status 99", [{ fault: { kind: "commit-then-status", status: 99, code: "MSGSMS.0001" } }], /status from 200 to 599/],
    ["a text beside a body", [{ fault: { kind: "status", status: 500, body: "", message: "m" } }], /message goes with a code only/],
    [
      "a media type beside a code",
      [{ fault: { kind: "status", code: "MSGSMS.0001", contentType: "a/b" } }],
      /contentType goes with a body only/,
    ],
    ["a detail of the gateway", [{ fault: { kind: "status", code: "APIGW.0201", detail: "d" } }], /only the service gives one/],
    [
      "a header with a line break",
      [{ fault: { kind: "throttle", retryAfter: "1\r\nX: y" } }],
      /retryAfter must be a whole number of seconds, or a text/,
    ],
    ["a negative Retry-After", [{ fault: { kind: "throttle", retryAfter: -1 } }], /retryAfter must be/],
    ["a cut before the beginning", [{ fault: { kind: "cut", bytes: -1 } }], /bytes must be a whole number from 0/],
    ["malformed JSON that is JSON", [{ fault: { kind: "malformed", body: "{}" } }], /body must be a text that is not JSON/],
    ["an answer that changes nothing", [{ fault: { kind: "answer", in: "results" } }], /at least one of replace, without, merge, fillerMb/],
    ["a list with fields", [{ fault: { kind: "answer", replace: [], merge: { a: 1 } } }], /replace must be an object/],
    ["a filler of 65 MB", [{ fault: { kind: "answer", fillerMb: 65 } }], /fillerMb must be a whole number from 1 to 64/],
    [
      "a late commit of a list",
      [{ operation: "ShowApp", fault: { kind: "late-commit", ms: 1 } }],
      /only to CreateApp and UpdateApp, not to ShowApp/,
    ],
    ["a stale creation", [{ operation: "CreateApp", fault: { kind: "stale-list", ms: 1 } }], /only to ListAppDetails and ShowAppCount/],
    ["a clock wrong for one call", [{ call: 2, fault: { kind: "skewed-clock", ms: 1 } }], /call means nothing here/],
    ["a clock wrong by no number", [{ fault: { kind: "skewed-clock", ms: "1h" } }], /ms must be a whole number from -2147483647/],
  ];
  for (const [title, plans, message] of bad) {
    it(
      title,
      withEmulator((emulator) => {
        const mixed = Array.isArray(plans) ? [{ fault: { kind: "throttle" } }, ...(plans as unknown[])] : plans;
        const moved = new RegExp(message.source.replace("\\[0\\]", "\\[1\\]"));
        assert.throws(
          () => emulator.inside.planFaults(mixed as FaultPlan[]),
          (error) => error instanceof ControlError && moved.test(error.message),
        );
        assert.deepEqual(emulator.inside.faults(), []);
        return Promise.resolve();
      }),
    );
  }

  it(
    "over HTTP with 400 and the same words",
    withEmulator(async (emulator) => {
      const answer = await emulator.control("POST", "/faults", [{ fault: { kind: "explode" } }]);
      assert.equal(answer.status, 400);
      assert.match(String(answer.body["error"]), /faults\[0\]\.fault\.kind must be one of/);
      assert.match(String((await emulator.control("POST", "/faults", "[")).body["error"]), /not JSON/);
    }),
  );
});

describe("emulator: docs/emulator.md", () => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "emulator.md"), "utf8");

  it(
    "shows faults that can be planned",
    withEmulator((emulator) => {
      const shown = [...page.matchAll(/--data '([^']*)' \S+\/_emulator\/faults/g)].map(([, text = ""]) => JSON.parse(text) as FaultPlan[]);
      assert.ok(shown.length >= 2);
      for (const plans of shown) emulator.inside.planFaults(plans);
      return Promise.resolve();
    }),
  );

  it(
    "names every kind, and no other",
    withEmulator((emulator) => {
      const table = page.slice(page.indexOf("| kind"), page.indexOf("All delays that are due"));
      const named = [...table.matchAll(/^\| ([^|]*)/gm)].flatMap(([, cell = ""]) =>
        [...cell.matchAll(/`([^`]+)`/g)].map(([, kind]) => kind),
      );
      const [, kinds = ""] =
        /must be one of (.*)\.$/.exec(messageOf(() => emulator.inside.planFaults([{ fault: { kind: "?" } }] as never))) ?? [];
      assert.deepEqual(named.sort(), kinds.split(", ").sort());
      return Promise.resolve();
    }),
  );
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}
