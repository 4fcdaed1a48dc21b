import assert from "node:assert/strict";
import { secret } from "../../provider/messages";
import { type ApiError, createManagementApi, backoff, type Retries } from "../../provider/api";
import type { ManagementApi } from "../../provider/service";
import { answering, freePort, scriptedService, type Script } from "../support/service/scripted-service";

const id = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
const account = { cloudRegion: "ap-southeast-1", projectId: "0123456789abcdef", accessKey: "AK", secretKey: secret("SK") } as const;

const calls = {
  POST: (api: ManagementApi) => api.createApplication({ market: "international", name: "a" }),
  PUT: (api: ManagementApi) => api.updateApplication(id, { market: "international", name: "a" }),
  GET: (api: ManagementApi) => api.countApplications("international"),
  list: (api: ManagementApi) => api.listApplications("international"),
};

/** What the service does with a request: a status, with headers and a gateway's code, or a lost answer. */
type Scripted = number | "lost" | { status: number; headers?: Record<string, string>; code?: string };

const good = answering(200, { id, total: 2, used: 1 });

const does =
  (scripted: Scripted): Script =>
  (seen, response, socket) => {
    if (scripted === "lost") {
      socket.destroy();
      return;
    }
    const { status, headers, code } = typeof scripted === "number" ? { status: scripted } : scripted;
    if (status === 200) good(seen, response, socket);
    else answering(status, code === undefined ? "" : { error_code: code, request_id: "r" }, headers)(seen, response, socket);
  };

interface Given extends Partial<Retries> {
  /** Milliseconds that each request takes by the virtual clock. */
  takes?: number;
}

/** One call against a script of what the service does, with a clock that only pauses and requests move. */
async function run(call: keyof typeof calls, script: (Scripted | Script)[], { takes = 0, ...given }: Given = {}) {
  const pauses: number[] = [];
  let time = Date.parse("2026-11-22T12:00:00Z");
  let sent = 0;
  await using service = await scriptedService((seen, response, socket) => {
    time += takes;
    const scripted = script[Math.min(sent++, script.length - 1)]!;
    (typeof scripted === "function" ? scripted : does(scripted))(seen, response, socket);
  });
  const pause = (milliseconds: number) => {
    pauses.push(milliseconds);
    time += milliseconds;
    return Promise.resolve();
  };
  const retries = { attempts: 5, budget: 30_000, pause, random: () => 0.5, ...given };
  const api = createManagementApi({ ...account, endpoint: service.endpoint }, { clock: () => new Date(time), retries });
  const ended = await calls[call](api).then(
    () => "done",
    (error: unknown) => (error as ApiError).ending,
  );
  return { ended, sent, pauses, connections: service.connections() };
}

describe("wire: retry", () => {
  for (const method of ["GET", "PUT"] as const) {
    it(`sends ${method} again after a lost answer and each passing status, with growing pauses`, async () => {
      const { ended, sent, pauses } = await run(method, ["lost", 503, 429, 500, 200]);
      assert.deepEqual({ ended, sent, pauses }, { ended: "done", sent: 5, pauses: [375, 750, 1500, 3000] });
      for (const status of [408, 429, 500, 502, 503, 504]) assert.equal((await run(method, [status, 200])).sent, 2, String(status));
    });
  }

  it("sends a POST once, whatever the service or a proxy does with it", async () => {
    for (const ending of ["lost", 408, 429, 500, 502, 503, 504] as const) assert.equal((await run("POST", [ending, 200])).sent, 1);
    assert.equal((await run("POST", [{ status: 503, code: "APIGW.0201" }, 200])).sent, 1);
    assert.equal((await run("POST", [{ status: 504, code: "APIGW.0201" }, 200])).sent, 1);
  });

  it("sends a POST again, on a new connection, that the gateway did not pass on", async () => {
    const script = [{ status: 429, code: "APIGW.0308" }, { status: 503, code: "APIGW.0613" }, 200];
    assert.deepEqual(await run("POST", script), { ended: "done", sent: 3, pauses: [375, 750], connections: 3 });
  });

  it("after such a try a POST with a lost answer is not sent a third time", async () => {
    const { ended, sent } = await run("POST", [{ status: 429, code: "APIGW.0308" }, "lost", 200]);
    assert.deepEqual({ ended, sent }, { ended: "reset-after-sending", sent: 2 });
  });

  it("does not repeat what will not change", async () => {
    for (const status of [301, 400, 401, 403, 404, 409, 413, 501]) {
      const { sent, pauses } = await run("GET", [status, 200]);
      assert.deepEqual({ sent, pauses }, { sent: 1, pauses: [] });
    }
  });

  it("gives the last answer or failure when the tries are used up", async () => {
    const { ended, sent, pauses } = await run("GET", [503]);
    assert.deepEqual({ ended, sent, pauses }, { ended: "status-503", sent: 5, pauses: [375, 750, 1500, 3000] });
    assert.equal((await run("PUT", ["lost"])).ended, "reset-after-sending");
    assert.equal((await run("GET", [503, "lost", 404])).ended, "status-404");
  });

  it("a change that may have taken effect is not called unsent because a later try was", async () => {
    const gatewaySays = { status: 429, code: "APIGW.0308" };
    assert.equal((await run("PUT", ["lost", gatewaySays])).ended, "reset-after-sending");
    assert.equal((await run("PUT", [gatewaySays, 500, gatewaySays])).ended, "status-500");
    assert.equal((await run("PUT", [gatewaySays])).ended, "gateway-429");
    // A clear no says more than an earlier lost answer.
    assert.equal((await run("PUT", ["lost", 404])).ended, "status-404");
  });

  it("tries again what nobody listened to", async () => {
    let tries = 0;
    const pause = () => Promise.resolve(void (tries += 1));
    const retries = { attempts: 4, budget: 30_000, pause, random: () => 0 };
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    await assert.rejects(calls.POST(createManagementApi({ ...account, endpoint }, { clock: () => new Date(), retries })), /SMS3001/);
    assert.equal(tries, 3);
  });

  it("begins no try beyond the budget", async () => {
    const { ended, sent, pauses } = await run("GET", [503], { budget: 1_000 });
    assert.deepEqual({ ended, sent, pauses }, { ended: "status-503", sent: 2, pauses: [375] });
    assert.equal((await run("GET", [{ status: 429, headers: { "retry-after": "3600" } }])).sent, 1);
    assert.equal((await run("GET", [503], { takes: 12_000 })).sent, 3, "the time of failed tries counts");
  });

  it("the pages of a list share one budget, of which pages that succeed take nothing", async () => {
    const page = (offset: number): Script =>
      answering(200, { total: 3, results: [{ id: `app-${offset}`, app_name: "a", region: "intl" }] });
    const passing = { budget: 2_000, takes: 100 };
    const lists = await run("list", [503, page(0), 503, page(1), 503, page(2)], passing);
    assert.deepEqual([lists.ended, lists.sent, lists.pauses], ["done", 6, [375, 375, 375]]);
    const slow = await run("list", [503, page(0), 503, page(1), 503, page(2)], { ...passing, budget: 1_000 });
    assert.deepEqual([slow.ended, slow.sent], ["status-503", 5]);
    const many = await run("list", [page(0), page(1), 503, page(2)], { budget: 1_500, takes: 1_000 });
    assert.deepEqual([many.ended, many.sent], ["done", 4], "two pages of a second each are no loss");
  });

  it("follows Retry-After, as seconds and as a date, and ignores one that makes no sense", async () => {
    const asked = (status: number, after: string) => ({ status, headers: { "retry-after": after } });
    assert.deepEqual((await run("GET", [asked(429, "7"), 200])).pauses, [7000]);
    assert.deepEqual((await run("GET", [asked(503, "Sun, 22 Nov 2026 12:00:04 GMT"), 200])).pauses, [4000]);
    assert.deepEqual((await run("GET", [asked(503, "29"), asked(503, "2"), 200])).pauses, [29_000], "the budget holds for both together");
    for (const after of ["soon", "-5", "", "Sun, 22 Nov 2020 12:00:00 GMT"]) {
      assert.deepEqual((await run("GET", [asked(503, after), 200])).pauses, [375]);
    }
  });

  it("without retries each request is sent once", async () => {
    await using service = await scriptedService(does(503));
    const api = createManagementApi({ ...account, endpoint: service.endpoint }, { clock: () => new Date() });
    await assert.rejects(calls.GET(api), /SMS3010/);
    assert.equal(service.seen.length, 1);
  });

  it("doubles the step up to 8 s, and takes a random part of its second half", () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7].map((attempt) => backoff(attempt, 0)),
      [250, 500, 1000, 2000, 4000, 4000, 4000],
    );
    assert.ok(backoff(1, 0.999) < 500);
  });
});
