import assert from "node:assert/strict";
import {
  checkApplication,
  type CreationMark,
  createApplication,
  type Declaration,
  markKey,
  placeKey,
  type StackState,
} from "../../provider/application";
import { codeOf } from "../support/life/codes";
import { World } from "../support/life/world";
import { chinaProject } from "../support/service/projects";

const name = "login-codes";
const inputs = { market: "chinese-mainland", name } as const;
const urn = (resource: string) => `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/msgsms:SmsApplication::${resource}`;
const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const someId = "9e61f59c-1a6b-4ee5-9651-5bca450694b3";

describe("life: a creation that was cut off on another machine", () => {
  let world: World;
  let began: Date;
  before(async () => (world = await World.start()));
  after(() => world.stop());
  beforeEach(async () => {
    await world.afresh();
    began = world.time = new Date("2026-03-04T05:06:07Z");
  });

  const declaration = (preview: boolean): Declaration => ({ inputs, unknown: new Set(), program: { resource: "codes", preview } });
  const ask = (preview: boolean, run = world.newRun()) => checkApplication({}, declaration(preview), run);

  /** The mark that a run on another machine has left. */
  async function marked(changes: Partial<CreationMark> = {}): Promise<CreationMark> {
    const { mark } = await ask(false);
    assert.ok(mark);
    return { ...mark, run: "a run on another machine", ...changes };
  }
  const pending = (mark: CreationMark | undefined, further: Partial<StackState> = {}, settings: object = {}): StackState => ({
    entries: [],
    pending: [{ urn: urn("codes"), inputs: { ...inputs, ...settings }, ...(mark === undefined ? {} : { mark }) }],
    ...further,
  });
  const exists = (createdAfter: number, further: object = {}) =>
    world.seed({ ...inputs, id: someId, createTime: shown(new Date(began.getTime() + createdAfter)), ...further });
  const shown = (time: Date) => time.toISOString().slice(0, 19).replace("T", " ");
  const passTo = (milliseconds: number) => world.pass(began.getTime() + milliseconds - world.time.getTime());

  async function outcome(state: StackState): Promise<string> {
    world.state = state;
    const { refusals } = await ask(true);
    const code = await codeOf(createApplication(inputs, world.newRun()).then(({ id }) => assert.equal(id, someId)));
    assert.equal(refusals[0]?.code, code, "preview and up agree");
    return code ?? "taken over";
  }

  it("is marked with time, place and what existed, and with nothing that is secret", async () => {
    await exists(-hour, { name: "older" });
    const { mark } = await ask(false);
    assert.ok(mark);
    const place = { endpoint: world.emulator.url, cloudRegion: "cn-north-4", projectId: chinaProject, ...inputs };
    assert.deepEqual(
      { ...mark, before: mark.before?.length },
      { format: "msgsms-creation/1", listAge: 0, time: began.toISOString(), place: placeKey(place), run: `run ${world.run}`, before: 1 },
    );
    assert.equal(
      (await checkApplication({}, { inputs: { ...inputs, adopt: someId }, unknown: new Set() }, world.newRun())).mark,
      undefined,
    );
    assert.equal(markKey, "__creation");
  });

  for (const [what, createdAfter, now, expected] of [
    ["created at once", 0, 2 * minute, "taken over"],
    ["created a minute later", minute, 2 * minute, "taken over"],
    ["created more than a minute later", minute + second, 2 * minute, "SMS2001"],
    ["created before", -3 * second, 2 * minute, "SMS2001"],
    ["created a second before, as clocks of whole seconds may have it", -second, 2 * minute, "taken over"],
    ["shown in a zone ahead of UTC", 8 * hour, 2 * minute, "taken over"],
    ["shown in a zone behind UTC", -5 * hour, 2 * minute, "taken over"],
    ["shown in a zone ahead of UTC, and made later", 8 * hour + 2 * minute, 5 * minute, "SMS2001"],
    ["looked at more than an hour later, when another zone would fit too", 0, 65 * minute, "SMS2001"],
  ] as const)
    it(`is ${expected === "SMS2001" ? "not " : ""}taken over when ${what}`, async () => {
      const mark = await marked();
      await exists(createdAfter);
      passTo(now);
      assert.equal(await outcome(pending(mark)), expected);
    });

  it("is taken over hours later where an application of the stack shows the zone, and not for a zone that this contradicts", async () => {
    const mark = await marked();
    passTo(65 * minute);
    const sibling = (ahead: number): StackState["entries"][number] => ({
      urn: urn("sibling"),
      id: "a-1",
      outputs: { cloudRegion: "cn-north-4", secretSource: "created", createTime: shown(new Date(began.getTime() + ahead)) },
      mark,
    });
    await exists(8 * hour);
    assert.equal(await outcome(pending(mark, { entries: [sibling(0)] })), "SMS2001");
    assert.equal(await outcome(pending(mark, { entries: [sibling(8 * hour)] })), "taken over");
  });

  it("is not taken over when it was there before, also under another name", async () => {
    await exists(0, { name: "older" });
    const mark = await marked();
    await world.control("POST", "console", { projectId: chinaProject, id: someId, name });
    passTo(2 * minute);
    assert.equal(await outcome(pending(mark)), "SMS2001");
  });

  it("is not taken over when too much was there before to be remembered", async () => {
    const { before, ...mark } = await marked();
    await exists(0);
    passTo(2 * minute);
    assert.equal(await outcome(pending(mark)), "SMS2001");
  });

  it("is not taken over with other settings than were declared", async () => {
    const mark = await marked();
    await exists(0, { uplinkDestination: "https://other.example.com" });
    passTo(2 * minute);
    assert.equal(await outcome(pending(mark, {}, { uplinkDestination: "https://sms.example.com" })), "SMS2001");
    assert.equal(await outcome(pending(mark, {}, { uplinkDestination: "https://other.example.com" })), "taken over");
  });

  it("is not taken over when there are two of the name", async () => {
    const mark = await marked();
    await exists(0);
    await exists(1, { id: someId.replace("9", "8") });
    passTo(2 * minute);
    assert.equal(await outcome(pending(mark)), "SMS2001");
  });

  it("of another place tells nothing of this one", async () => {
    const mark = await marked({ place: "another" });
    await exists(0);
    passTo(2 * minute);
    world.state = pending(mark);
    const { refusals } = await ask(true);
    assert.match(refusals[0]?.what ?? "", /is taken by another/);
  });

  it("without a mark, as older versions left it, is never taken over", async () => {
    await exists(0);
    passTo(2 * minute);
    assert.equal(await outcome(pending(undefined)), "SMS2001");
  });

  it("of which this machine has the note is judged by the note alone, which knows when it was sent", async () => {
    await world.killedAfter(inputs, () => Promise.resolve());
    const mark = await marked({ run: `run ${world.run}` });
    passTo(minute);
    world.state = pending(mark);
    await createApplication(inputs, world.newRun());
    assert.deepEqual(world.pauses, []);
  });

  it("is waited for until it can no longer arrive, whatever this machine's clock says", async () => {
    for (const ahead of [0, -hour, hour]) {
      await world.afresh();
      began = world.time;
      const mark = await marked();
      world.machineAhead = ahead;
      world.state = pending(mark);
      await createApplication(inputs, world.newRun());
      assert.equal(
        world.pauses.reduce((sum, pause) => sum + pause, 0),
        2 * minute,
      );
      assert.match(world.warnings.join(), /^SMS2210: waiting for an earlier run that was creating login-codes, at most two minutes\n/);
    }
  });

  it("that becomes visible only later is waited for and taken over, not made a second time", async () => {
    const mark = await marked();
    await world.control("POST", "faults", [{ operation: "CreateApp", fault: { kind: "late-commit", ms: 15_000, answer: "normal" } }]);
    await world.api(inputs.market).createApplication(inputs);
    world.state = pending(mark);
    const { outputs } = await createApplication(inputs, world.newRun());
    assert.equal(outputs.secretSource, "unknown");
    assert.equal((await world.alive()).length, 1);
  });

  it("of long ago is not waited for", async () => {
    world.state = pending(await marked());
    passTo(12 * minute);
    await createApplication(inputs, world.newRun());
    assert.deepEqual(world.pauses, []);
  });

  it("is not taken over by a mark or by a zone of long ago", async () => {
    const mark = await marked();
    await exists(0);
    const week = 7 * 24 * hour;
    const sibling = { urn: urn("sibling"), id: "a-1", mark, outputs: { cloudRegion: "cn-north-4", secretSource: "created" } } as const;
    const entries = [{ ...sibling, outputs: { ...sibling.outputs, createTime: shown(began) } }];
    passTo(week);
    assert.equal(await outcome(pending(mark, { entries })), "taken over");
    passTo(week + minute);
    assert.equal(await outcome(pending(mark, { entries })), "SMS2001");
  });

  it("is not taken over by a note when another resource of the stack has it", async () => {
    await world.killedAfter(inputs, (api) => api.createApplication(inputs));
    const [live] = await world.alive();
    world.state = { entries: [{ urn: urn("other"), id: live?.id ?? "", outputs: {} }], pending: [] };
    const { refusals } = await ask(true);
    assert.equal(refusals[0]?.code, "SMS2021");
    assert.equal(await codeOf(createApplication(inputs, world.newRun())), "SMS2001");
  });

  it("is no creation when it was an adoption", async () => {
    world.state = pending(undefined, {}, { adopt: someId });
    await createApplication(inputs, world.newRun());
    assert.deepEqual(world.pauses, []);
  });

  it("is spoken of when it may be what stands there under another name", async () => {
    const mark = await marked();
    await exists(0, { name: "renamed-since" });
    passTo(2 * minute);
    world.state = pending(mark);
    await ask(true);
    assert.match(world.warnings.join(), new RegExp(`^SMS2209: .*creating login-codes\n +since then +renamed-since \\(id ${someId}`));
  });
});

describe("life: what is not sent", () => {
  let world: World;
  before(async () => (world = await World.start()));
  after(() => world.stop());
  beforeEach(() => world.afresh());

  it("a creation whose engine has ended: no note stays", async () => {
    world.engineRuns = false;
    const failed: unknown = await createApplication(inputs, world.newRun()).catch((error: unknown) => error);
    assert.match(String(failed), /SMS2004: login-codes was not created\n +why +the engine has ended, so nothing was sent/);
    assert.deepEqual([await world.alive(), world.notes()], [[], []]);
  });

  it("a creation that gets its turn more than ten minutes after its check", async () => {
    const run = world.newRun();
    await checkApplication({}, { inputs, unknown: new Set() }, run);
    world.pass(10 * minute + 1);
    assert.equal(await codeOf(createApplication(inputs, run)), "SMS2004");
    assert.deepEqual(await world.alive(), []);
  });

  it("a creation whose turn is over when it has waited for an earlier run", async () => {
    const run = world.newRun();
    await checkApplication({}, { inputs, unknown: new Set() }, run);
    world.pass(9.5 * minute);
    world.state = { entries: [], pending: [{ urn: urn("codes"), inputs }] };
    assert.equal(await codeOf(createApplication(inputs, run)), "SMS2004");
    assert.deepEqual([await world.alive(), world.notes()], [[], []]);
  });

  it("whatever is new, while the stack has an application that is tainted", async () => {
    world.state = { entries: [{ urn: urn("alerts"), id: someId, outputs: {}, isTainted: true }], pending: [] };
    const { refusals } = await checkApplication({}, { inputs, unknown: new Set() }, world.newRun());
    assert.deepEqual([refusals[0]?.code, refusals[0]?.do[0]?.text], ["SMS2021", `pulumi state untaint '${urn("alerts")}'`]);
  });

  it("an adoption of what the stack manages, when the check could not list", async () => {
    await world.seed({ ...inputs, id: someId });
    world.state = { entries: [{ urn: urn("alerts"), id: someId, outputs: {} }], pending: [] };
    assert.equal(await codeOf(createApplication({ ...inputs, adopt: someId }, world.newRun())), "SMS2020");
  });

  it("nothing is kept back because the look of the check failed: the creation looks again", async () => {
    world.endpoint = "http://127.0.0.1:9";
    const broken = world.api(inputs.market);
    world.endpoint = world.emulator.url;
    const api = world.api(inputs.market);
    let checked = false;
    const healing = { ...api, listApplications: (...of: [typeof inputs.market]) => (checked ? api : broken).listApplications(...of) };
    const changing = world.newRun({ openAccount: () => healing });
    assert.deepEqual((await checkApplication({}, { inputs, unknown: new Set() }, changing)).refusals, []);
    checked = true;
    await createApplication(inputs, changing);
    assert.equal((await world.alive()).length, 1);
  });

  it("a first creation, when the run has told of more than the quota leaves", async () => {
    await world.control("POST", "seed", { quota: 1, applications: [] });
    const run = world.newRun();
    assert.deepEqual((await checkApplication({}, { inputs, unknown: new Set() }, run)).refusals, []);
    await checkApplication({}, { inputs: { ...inputs, name: "orders" }, unknown: new Set() }, run);
    assert.equal(await codeOf(createApplication(inputs, run)), "SMS2002");
    assert.deepEqual(await world.alive(), []);
  });
});
