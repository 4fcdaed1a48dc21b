import assert from "node:assert/strict";
import { SmsStack } from "../support/pulumi/sms-stack";

const program = {
  "index.js": `const { SmsApplication } = require("pulumi-msgsms");
for (let index = 0; index < 100; index++) new SmsApplication("application-" + index, { market: "chinese-mainland", name: "application-" + index });
`,
};

describe("engine: a hundred applications", function () {
  this.timeout(180_000);
  let sms: SmsStack;
  before(async () => {
    sms = await SmsStack.start(program, { timeoutMs: 150_000 });
    await sms.control("POST", "seed", { quota: 200, applications: [] });
  });
  after(() => sms.stop());

  const counted = async () => {
    const counts: Record<string, number> = {};
    for (const request of await sms.requests()) counts[request] = (counts[request] ?? 0) + 1;
    return counts;
  };

  it("preview asks for one list and one count", async () => {
    const run = await sms.stack.pulumi("preview");
    assert.equal(run.code, 0, run.all);
    assert.deepEqual(await counted(), { "GET ListAppDetails": 1, "GET ShowAppCount": 1 });
  });

  it("are created with two calls each and the shared lists", async () => {
    const run = await sms.stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(run.code, 0, run.all);
    const { "GET ListAppDetails": lists = 0, ...calls } = await counted();
    assert.deepEqual(calls, { "POST CreateApp": 100, "GET ShowApp": 100, "GET ShowAppCount": 1 });
    assert.ok(lists <= 5, `${lists} lists: one for the preflight, and one every 5 s of creations`);
    assert.equal((await sms.alive()).length, 100);
  });

  it("cause no request while nothing changes", async () => {
    const run = await sms.stack.pulumi("up", "--yes");
    assert.match(run.all, /101 unchanged/);
    assert.deepEqual(await counted(), {});
  });

  it("are refreshed with one GET each", async () => {
    const run = await sms.stack.pulumi("refresh", "--yes", "--skip-preview");
    assert.equal(run.code, 0, run.all);
    assert.deepEqual(await counted(), { "GET ShowApp": 100 });
  });
});
