import assert from "node:assert/strict";
import fc from "fast-check";
import { secret } from "../../provider/messages";
import { createManagementApi, turns, usualRate, type RateLimit } from "../../provider/api";
import { VirtualTime } from "../support/service/virtual-time";
import { answering, scriptedService } from "../support/service/scripted-service";

const seed = 20_261_122;

/** Asks for `count` turns at once; each request takes so long. Gives when each began, and the most that were under way together. */
async function begun(limit: RateLimit, time: VirtualTime, takes: number[], asked: (index: number) => number = () => 0) {
  const turn = turns(limit, time.clock, time.pause);
  const began: { index: number; at: number }[] = [];
  let [underWay, most] = [0, 0];
  await time.run(
    takes.map(async (milliseconds, index) => {
      await time.pause(asked(index));
      const leave = await turn();
      most = Math.max(most, (underWay += 1));
      began.push({ index, at: time.now });
      await time.pause(milliseconds);
      underWay -= 1;
      leave();
    }),
  );
  return { began, most };
}

/** The most that may begin within so many milliseconds, both ends included; a Date is exact to one. */
const allowed = ({ burst, perSecond }: RateLimit, milliseconds: number) => burst + (perSecond * (milliseconds + 1)) / 1000;

function assertWithin(limit: RateLimit, times: number[]): void {
  for (const [first, from] of times.entries()) {
    for (let last = first; last < times.length; last += 1) {
      const most = Math.floor(allowed(limit, times[last]! - from));
      assert.ok(last - first + 1 <= most, `${last - first + 1} in ${times[last]! - from} ms, allowed are ${most}`);
    }
  }
}

describe("rate limit", () => {
  it("a usual run of 20 requests waits for nothing", async () => {
    const time = new VirtualTime();
    const { began } = await begun(
      { ...usualRate, atOnce: 20 },
      time,
      Array.from({ length: 20 }, () => 50),
    );
    assert.ok(began.every(({ at }) => at === began[0]!.at));
  });

  it(`never begins more than the limit in any window, and keeps the order (seed ${seed})`, async () => {
    const arbitrary = fc.record({
      perSecond: fc.integer({ min: 1, max: 50 }),
      burst: fc.integer({ min: 1, max: 30 }),
      atOnce: fc.integer({ min: 1, max: 12 }),
      takes: fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 60 }),
      gap: fc.integer({ min: 0, max: 200 }),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ takes, gap, ...limit }) => {
        const { began, most } = await begun(limit, new VirtualTime(), takes, (index) => index * gap);
        assert.equal(began.length, takes.length, "each gets its turn");
        assert.ok(most <= limit.atOnce, `${most} at once`);
        assert.deepEqual(
          began.map(({ index }) => index),
          takes.map((_takes, index) => index),
        );
        assertWithin(
          limit,
          began.map(({ at }) => at),
        );
      }),
      { numRuns: 200, seed },
    );
  });

  it("uses what is allowed: 500 short requests take 4 s, not more", async () => {
    const { began } = await begun(
      usualRate,
      new VirtualTime(),
      Array.from({ length: 500 }, () => 5),
    );
    assert.equal(began.at(-1)!.at - began[0]!.at, 4_000);
  });

  it("a clock that is set back holds nobody, and one that is set forward lets nobody through", async () => {
    const limit = { perSecond: 10, burst: 1, atOnce: 10 };
    const pauses: number[] = [];
    let now = Date.parse("2026-11-22T12:00:00Z");
    const turn = turns(
      limit,
      () => new Date(now),
      (milliseconds) => Promise.resolve(void pauses.push(milliseconds)),
    );
    for (const step of [0, -3_600_000, 0, 7_200_000, 0]) {
      now += step;
      (await turn())();
    }
    assert.deepEqual(pauses, [100, 200, 100]);
  });

  it("a turn whose pause fails is given back", async () => {
    let fails = true;
    const pause = () => (fails ? Promise.reject(new Error("stopped")) : Promise.resolve());
    const turn = turns({ perSecond: 1, burst: 1, atOnce: 1 }, () => new Date(0), pause);
    (await turn())();
    await assert.rejects(turn(), /stopped/);
    fails = false;
    (await turn())();
  });

  it("100 parallel reads pass through it, retries included: ten at once, at the rate", async () => {
    const time = new VirtualTime();
    let [underWay, most, failed] = [0, 0, 0];
    const began: number[] = [];
    await using service = await scriptedService((seen, response, socket) => {
      // When it was signed, to the second: the clock goes on while it is on its way.
      began.push(Number(String(seen.headers["x-sdk-date"]).slice(-3, -1)));
      most = Math.max(most, (underWay += 1));
      setTimeout(() => {
        underWay -= 1;
        const fails = began.length % 10 === 0 && failed < 5;
        if (fails) failed += 1;
        answering(fails ? 503 : 200, fails ? "" : { total: 2, used: 1 })(seen, response, socket);
      }, 5);
    });
    const retries = { attempts: 5, budget: 60_000, pause: time.pause, random: () => 0.5 };
    const api = createManagementApi(
      {
        cloudRegion: "ap-southeast-1",
        projectId: "0123456789abcdef",
        accessKey: "AK",
        secretKey: secret("SK"),
        endpoint: service.endpoint,
      },
      { clock: time.clock, retries },
    );
    await time.run(
      Array.from({ length: 100 }, () => api.countApplications("international")),
      2,
    );
    assert.equal(service.seen.length, 100 + failed);
    assert.ok(failed > 0, "some were repeated");
    assert.ok(most <= usualRate.atOnce, `${most} at once`);
    for (let first = 0; first < 60; first += 1) {
      for (let last = first; last < 60; last += 1) {
        const count = began.filter((second) => second >= first && second <= last).length;
        assert.ok(count <= allowed(usualRate, (last - first + 1) * 1000), `${count} from second ${first} to ${last}`);
      }
    }
  });
});
