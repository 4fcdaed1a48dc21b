import assert from "node:assert/strict";
import {
  type ApplicationOutputs,
  checkApplication,
  createApplication,
  type Declaration,
  type StackState,
} from "../../provider/application";
import { ForeseenError } from "../../provider/messages";
import { World } from "../support/life/world";

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const inputs = (name = "codes") => ({ market: "chinese-mainland", name }) as const;
const declaration = (name: string): Declaration => ({
  inputs: inputs(name),
  unknown: new Set(),
  program: { resource: name, preview: false },
});
const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/msgsms:SmsApplication::codes";

describe("life: clocks that are set, and machines that sleep", () => {
  let world: World;
  before(async () => (world = await World.start()));
  after(() => world.stop());
  beforeEach(async () => {
    await world.afresh();
    world.time = new Date("2026-03-04T05:06:07Z");
  });

  /** Time passes while the machine sleeps. */
  const sleep = (milliseconds: number) => (world.time = new Date(world.time.getTime() + milliseconds));
  const check = (name: string, run = world.newRun()) => checkApplication({}, declaration(name), run);
  const codeOf = (act: Promise<unknown>) =>
    act.then(
      () => "done",
      (error: unknown) => (error instanceof ForeseenError ? error.code : String(error)),
    );
  const lists = async () => (await world.requests()).filter((request) => request === "GET ListAppDetails").length;

  for (const hours of [-5, 5])
    it(`marks a creation by the service's time when the clock is set by ${hours} h after the list`, async () => {
      const run = world.newRun();
      await check("codes", run);
      world.machineAhead = hours * hour;
      world.pass(30 * second);
      const { refusals, mark } = await check("orders", run);
      assert.deepEqual([refusals, mark?.time], [[], world.time.toISOString()]);
    });

  it("sends nothing when the machine has slept for more than ten minutes since the check", async () => {
    const run = world.newRun();
    await check("codes", run);
    sleep(10 * minute + second);
    assert.equal(await codeOf(createApplication(inputs(), run)), "SMS2004");
    assert.deepEqual(await world.alive(), []);
  });

  it("sends nothing later than ten minutes after the check, the wait for another machine included", async () => {
    const { mark } = await check("codes");
    assert.ok(mark);
    world.state = { entries: [], pending: [{ urn, inputs: inputs(), mark: { ...mark, run: "on another machine" } }] };
    const run = world.newRun();
    await check("codes", run);
    world.pass(9 * minute);
    assert.equal(await codeOf(createApplication(inputs(), run)), "SMS2004");
  });

  for (const [what, change] of [
    ["the clock was set back", () => (world.machineAhead = -10 * minute)],
    ["the machine has slept", () => sleep(hour)],
  ] as const)
    it(`lists again when ${what} since the last list`, async () => {
      const run = world.newRun();
      await createApplication(inputs(), run);
      await lists();
      change();
      world.pass(5 * second);
      await createApplication(inputs("orders"), run);
      assert.equal(await lists(), 1);
    });

  it("follows up a lost answer for as long as ever when the clock is set meanwhile", async () => {
    await world.control("POST", "faults", [{ operation: "CreateApp", fault: { kind: "late-commit", ms: 5_000 } }]);
    world.whilePausing = () => {
      world.machineAhead = hour / 10;
      return Promise.resolve();
    };
    const { id } = await createApplication(inputs(), world.newRun());
    assert.equal((await world.alive())[0]?.id, id);
  });

  it("takes over none that may have been made between the list and the mark of a program that took an hour", async () => {
    const run = world.newRun();
    await check("orders", run);
    world.pass(15 * second);
    await world.seed(inputs());
    world.pass(hour);
    const { mark } = await check("codes", run);
    assert.ok(mark);
    assert.equal(mark.listAge, hour / second + 15);
    world.state = { entries: [], pending: [{ urn, inputs: inputs(), mark: { ...mark, run: "on another machine" } }] };
    world.pass(2 * minute);
    assert.equal((await check("codes")).refusals[0]?.code, "SMS2001");
  });

  const zoneOf = (createdAt: Date, mark: NonNullable<Awaited<ReturnType<typeof check>>["mark"]>): StackState["entries"] => [
    { urn: `${urn}2`, id: "other", mark, outputs: zoned(createdAt) },
  ];
  const zoned = (createdAt: Date): Partial<ApplicationOutputs> => ({
    cloudRegion: "cn-north-4",
    secretSource: "created",
    createTime: createdAt.toISOString().slice(0, 19).replace("T", " "),
  });

  it("takes over by a note alone what was made whole hours later only where the zone is known", async () => {
    const { mark } = await check("first");
    assert.ok(mark);
    const zone = zoneOf(world.time, mark);
    for (const [entries, taken] of [
      [[], "SMS2001"],
      [zone, "done"],
    ] as const) {
      const noted = world.time;
      await world.killedAfter(inputs(), (api) => api.createApplication(inputs()));
      world.pass(5 * hour);
      world.state = { entries, pending: [] };
      assert.equal(await codeOf(createApplication(inputs(), world.newRun())), taken);
      await world.afresh();
      world.time = noted;
    }
    await world.killedAfter(inputs(), () => Promise.resolve());
    world.pass(5 * hour + minute);
    await world.seed(inputs());
    world.pass(5 * minute);
    world.state = { entries: zone, pending: [] };
    assert.equal(await codeOf(createApplication(inputs(), world.newRun())), "SMS2001", "somebody else's");
  });

  it("does not wait for an adoption that was cut off: it sends no creation", async () => {
    world.state = { entries: [], pending: [{ urn, inputs: { ...inputs(), adopt: "by-name" } }] };
    await createApplication(inputs(), world.newRun());
    assert.deepEqual(world.pauses, []);
  });
});
