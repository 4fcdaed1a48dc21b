import assert from "node:assert/strict";
import { secret } from "../../provider/messages";
import { type ApiError, createManagementApi } from "../../provider/api";
import type { ManagementApi } from "../../provider/service";
import { answering, scriptedService, type Script } from "../support/service/scripted-service";

const id = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";
const account = { cloudRegion: "ap-southeast-1", projectId: "0123456789abcdef", accessKey: "AK", secretKey: secret("SK") } as const;
const serviceTime = new Date("2026-11-22T12:00:00Z");

const calls: Record<string, (api: ManagementApi) => Promise<unknown>> = {
  POST: (api) => api.createApplication({ market: "international", name: "a" }),
  PUT: (api) => api.updateApplication(id, { market: "international", name: "a" }),
  GET: (api) => api.countApplications("international"),
};

const date = { date: serviceTime.toUTCString() };
const refusing = (code = "APIGW.0301", status = 401, headers: Record<string, string> = date) =>
  answering(status, { error_code: code, error_msg: "Incorrect IAM authentication information: verify aksk signature fail" }, headers);

/** Refuses signatures of more than 15 minutes' difference to the service's time, as the gateway does (SIGN). */
const gateway: Script = (seen, response, socket) => {
  const text = String(seen.headers["x-sdk-date"]).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const isNear = Math.abs(Date.parse(text) - serviceTime.getTime()) <= 15 * 60_000;
  (isNear ? answering(200, { id, total: 2, used: 1 }, date) : refusing())(seen, response, socket);
};

async function against<Result>(
  script: Script,
  minutesAhead: number,
  use: (world: { api: ManagementApi; told: string[]; dates: () => unknown[] }) => Promise<Result>,
): Promise<Result> {
  await using service = await scriptedService(script);
  const told: string[] = [];
  const clock = () => new Date(serviceTime.getTime() + minutesAhead * 60_000);
  const retries = { attempts: 3, budget: 30_000, pause: () => Promise.resolve(), random: () => 0 };
  const api = createManagementApi(
    { ...account, endpoint: service.endpoint },
    { clock, retries, onClockCorrected: ({ what }) => told.push(what) },
  );
  return await use({ api, told, dates: () => service.seen.map(({ headers }) => headers["x-sdk-date"]) });
}

const aheadOf = (minutes: number) => `this machine's clock is ${minutes} minutes ahead of the service's`;

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => assert.fail("succeeded"),
    (error: unknown) => error as ApiError,
  );

describe("wire: service clock", () => {
  for (const method of Object.keys(calls)) {
    for (const [minutes, wrong, difference] of [
      [23, "20261122T122300Z", aheadOf(23)],
      [-90, "20261122T103000Z", "this machine's clock is 90 minutes behind the service's"],
    ] as const) {
      it(`${method} is signed once more with the service's time when ours is ${minutes} minutes ahead, and so are those after it`, async () => {
        await against(gateway, minutes, async ({ api, told, dates }) => {
          await calls[method]!(api);
          await calls["GET"]!(api);
          assert.deepEqual(dates(), [wrong, "20261122T120000Z", "20261122T120000Z"]);
          assert.deepEqual(told, [difference], "told once");
        });
      });
    }
  }

  it("a second refusal is the error as it is, with the clock's fault, and there is no second correction", async () => {
    await against(refusing(), 23, async ({ api, told, dates }) => {
      const error = await failureOf(calls["POST"]!(api));
      assert.deepEqual([error.code, error.outcome, error.ending], ["SMS3004", "refused", "status-401"]);
      assert.match(error.message, /clock is 23 minutes ahead of the service's/);
      assert.equal(dates().length, 2);
      assert.equal((await failureOf(calls["GET"]!(api))).ending, "unsendable");
      assert.equal(dates().length, 2);
      assert.deepEqual(told, [aheadOf(23)]);
    });
  });

  it("requests that were under way before the correction are repeated too, with one correction for all", async () => {
    await against(gateway, 23, async ({ api, told, dates }) => {
      await Promise.all(Array.from({ length: 8 }, () => calls["GET"]!(api)));
      assert.deepEqual(told, [aheadOf(23)]);
      assert.ok(dates().length <= 16, `${dates().length} requests`);
    });
  });

  it("is left alone when it is not the reason", async () => {
    const cases: [string, Script, minutesAhead: number][] = [
      ["a difference of 5 minutes", refusing(), 5],
      ["no right", refusing("APIGW.0302", 403), 23],
      ["no code", answering(401, "<html>", date), 23],
      ["another status", refusing("APIGW.0301", 400), 23],
      ["no date that can be read", refusing("APIGW.0301", 401, { date: "soon" }), 23],
    ];
    for (const [title, script, minutes] of cases) {
      await against(script, minutes, async ({ api, told, dates }) => {
        await failureOf(calls["POST"]!(api));
        assert.deepEqual([dates().length, told], [1, []], title);
      });
    }
  });

  it("each code for a wrong authentication counts, the service's too", async () => {
    for (const [code, status] of [
      ["APIGW.0303", 401],
      ["APIG.0305", 401],
      ["APIGW.0307", 401],
      ["MSGSMS.0003", 403],
    ] as const) {
      await against(refusing(code, status), 6, async ({ api, told }) => {
        await failureOf(calls["GET"]!(api));
        assert.deepEqual(told, [aheadOf(6)], code);
      });
    }
  });

  it("Retry-After as a date is read by the corrected clock", async () => {
    let sent = 0;
    const script: Script = (seen, response, socket) => {
      sent += 1;
      const busy = answering(503, "", { ...date, "retry-after": "Sun, 22 Nov 2026 12:00:09 GMT" });
      (sent === 2 ? busy : gateway)(seen, response, socket);
    };
    await using service = await scriptedService(script);
    const pauses: number[] = [];
    const pause = (milliseconds: number) => Promise.resolve(void pauses.push(milliseconds));
    const clock = () => new Date(serviceTime.getTime() + 30 * 60_000);
    const retries = { attempts: 3, budget: 30_000, pause, random: () => 0 };
    await calls["GET"]!(createManagementApi({ ...account, endpoint: service.endpoint }, { clock, retries }));
    assert.deepEqual(pauses, [9_000]);
  });
});
