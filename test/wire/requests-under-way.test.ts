import assert from "node:assert/strict";
import fc from "fast-check";
import { secret } from "../../provider/messages";
import { createManagementApi, mostUnderWay, turns } from "../../provider/api";
import { VirtualTime } from "../support/service/virtual-time";
import { answering, scriptedService } from "../support/service/scripted-service";

const seed = 20_261_122;

describe("wire: requests under way", () => {
  it(`are never more than the limit, keep the order, and wait for nothing but a place (seed ${seed})`, async () => {
    const arbitrary = fc.record({
      places: fc.integer({ min: 1, max: 12 }),
      takes: fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 60 }),
      gap: fc.integer({ min: 0, max: 200 }),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ places, takes, gap }) => {
        const time = new VirtualTime();
        const turn = turns(places);
        const began: number[] = [];
        let [underWay, most, unfinished] = [0, 0, 0];
        await time.run(
          takes.map(async (milliseconds, index) => {
            await time.pause(index * gap);
            const asked = time.now;
            const isFree = unfinished < places;
            unfinished += 1;
            const leave = await turn();
            if (isFree) assert.equal(time.now, asked, "waited beside a free place");
            most = Math.max(most, (underWay += 1));
            began.push(index);
            await time.pause(milliseconds);
            underWay -= 1;
            unfinished -= 1;
            leave();
          }),
        );
        assert.ok(most <= places, `${most} at once`);
        assert.deepEqual(
          began,
          takes.map((_takes, index) => index),
        );
      }),
      { numRuns: 200, seed },
    );
  });

  it("are ten at once of 100 parallel reads, retries included", async () => {
    const time = new VirtualTime();
    let [underWay, most, failed] = [0, 0, 0];
    await using service = await scriptedService((seen, response, socket) => {
      most = Math.max(most, (underWay += 1));
      setTimeout(() => {
        underWay -= 1;
        const fails = service.seen.length % 10 === 0 && failed < 5;
        if (fails) failed += 1;
        answering(fails ? 503 : 200, fails ? "" : { total: 2, used: 1 })(seen, response, socket);
      }, 5);
    });
    const retries = { attempts: 5, budget: 60_000, pause: time.pause, random: () => 0.5 };
    const account = { cloudRegion: "ap-southeast-1", projectId: "0123456789abcdef", accessKey: "AK", secretKey: secret("SK") } as const;
    const api = createManagementApi({ ...account, endpoint: service.endpoint }, { clock: time.clock, retries });
    await time.run(
      Array.from({ length: 100 }, () => api.countApplications("international")),
      2,
    );
    assert.equal(service.seen.length, 100 + failed);
    assert.ok(failed > 0, "some were repeated");
    assert.equal(most, mostUnderWay);
  });
});
