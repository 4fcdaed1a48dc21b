import assert from "node:assert/strict";
import { NoAnswerError } from "../../../provider/api/api-errors";
import { backoff, retrying, type Retries } from "../../../provider/api/retry";
import type { ApiRequest } from "../../../provider/api/sign-request";
import type { Answer } from "../../../provider/api/transport";

type Scripted = number | "lost" | { status: number; retryAfter: string };

/** Runs one request against a script of endings, with a clock that only pauses move. */
async function run(method: ApiRequest["method"], script: Scripted[], given: Partial<Retries> = {}) {
  const pauses: number[] = [];
  let time = Date.parse("2026-11-22T12:00:00Z");
  let sent = 0;
  const request: ApiRequest = { method, path: "/v2/p/msgsms/apps", query: [], body: "" };
  const name = { method, url: "http://127.0.0.1/" };
  const send = (): Promise<Answer> => {
    const ending = script[Math.min(sent++, script.length - 1)]!;
    if (ending === "lost") return Promise.reject(new NoAnswerError("SMS3002", "lost", name, "unknown"));
    const { status, retryAfter } = typeof ending === "number" ? { status: ending, retryAfter: undefined } : ending;
    return Promise.resolve({ request: name, status, body: "", header: (wanted) => (wanted === "retry-after" ? retryAfter : undefined) });
  };
  const pause = (milliseconds: number) => {
    pauses.push(milliseconds);
    time += milliseconds;
    return Promise.resolve();
  };
  const retries = { attempts: 5, budget: 30_000, pause, random: () => 0.5, ...given };
  const ended = await retrying(
    send,
    retries,
    () => new Date(time),
  )(request).then(
    ({ status }) => status,
    (error: unknown) => (error as NoAnswerError).code,
  );
  return { ended, sent, pauses };
}

describe("retry", () => {
  for (const method of ["GET", "PUT"] as const) {
    it(`sends ${method} again after a lost answer and each passing status, with growing pauses`, async () => {
      assert.deepEqual(await run(method, ["lost", 503, 429, 500, 200]), { ended: 200, sent: 5, pauses: [375, 750, 1500, 3000] });
      for (const status of [408, 429, 500, 502, 503, 504]) assert.equal((await run(method, [status, 200])).sent, 2);
    });
  }

  it("sends a POST once, whatever happens", async () => {
    for (const ending of ["lost", 408, 429, 500, 502, 503, 504] as const) assert.equal((await run("POST", [ending, 200])).sent, 1);
  });

  it("does not repeat what will not change", async () => {
    for (const status of [200, 301, 400, 401, 403, 404, 409, 413])
      assert.deepEqual(await run("GET", [status, 200]), { ended: status, sent: 1, pauses: [] });
  });

  it("gives the last answer or failure when the tries are used up", async () => {
    assert.deepEqual((await run("GET", [503])).sent, 5);
    assert.equal((await run("GET", [503])).ended, 503);
    assert.equal((await run("PUT", ["lost"])).ended, "SMS3002");
  });

  it("begins no try beyond the budget", async () => {
    assert.deepEqual(await run("GET", [503], { budget: 1_000 }), { ended: 503, sent: 2, pauses: [375] });
    assert.equal((await run("GET", [{ status: 429, retryAfter: "3600" }])).sent, 1);
  });

  it("follows Retry-After, as seconds and as a date, and ignores one that makes no sense", async () => {
    assert.deepEqual((await run("GET", [{ status: 429, retryAfter: "7" }, 200])).pauses, [7000]);
    assert.deepEqual((await run("GET", [{ status: 503, retryAfter: "Sun, 22 Nov 2026 12:00:04 GMT" }, 200])).pauses, [4000]);
    for (const retryAfter of ["soon", "-5", "", "Sun, 22 Nov 2020 12:00:00 GMT"]) {
      assert.deepEqual((await run("GET", [{ status: 503, retryAfter }, 200])).pauses, [375]);
    }
  });

  it("doubles the step up to 8 s, and takes a random part of its second half", () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7].map((attempt) => backoff(attempt, 0)),
      [250, 500, 1000, 2000, 4000, 4000, 4000],
    );
    assert.ok(backoff(1, 0.999) < 500);
  });
});
