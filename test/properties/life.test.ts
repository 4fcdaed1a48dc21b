import assert from "node:assert/strict";
import fc from "fast-check";
import { Up } from "./commands";
import { ending, schedule } from "./schedules";
import { Service } from "./service";
import { StackModel } from "./stack-model";

const schedules = Number(process.env["MODEL_SCHEDULES"] ?? 2_000);
const seed = Number(process.env["MODEL_SEED"] ?? Date.now() % 2 ** 31);

describe("properties: model, the life of applications under any schedule of faults", function () {
  this.timeout(0);
  let service: Service;
  before(async () => (service = await Service.start()));
  after(() => service.stop());

  it(`holds for ${schedules} schedules (MODEL_SEED=${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(schedule, ending, async (commands, end) => {
        service.reset();
        const model = new StackModel();
        await fc.asyncModelRun(() => ({ model, real: service }), commands);
        if (end.isNew) service.machines.throwAway(end.machine);
        service.pass(end.afterSeconds * 1000);
        await settled(model, end.machine);
      }),
      { numRuns: schedules, seed, endOnFailure: false },
    );
  });

  /** The next run finds everything, when the service is well again and nothing else in the program is refused. */
  async function settled(model: StackModel, machine: number): Promise<void> {
    const open = [...model.declared].filter(([logicalName]) => !model.state.has(logicalName));
    for (const declaration of open) {
      model.declared.clear();
      for (const [logicalName, { inputs }] of model.state) model.declared.set(logicalName, inputs);
      model.declared.set(...declaration);
      const [logicalName, { adopt }] = declaration;
      // An adoption takes what there is, and does not wait for what is not shown yet.
      if (adopt !== undefined) service.pass(60_000);
      const isProven = model.isProven(logicalName, service, machine);
      await new Up({ changes: new Map(), faults: [], machine, isReadable: true, order: "side by side" }).run(model, service);
      if (isProven) assert.ok(model.state.has(logicalName), `${logicalName} is ours by all evidence, and a person is needed`);
    }
    // What the service did late is seen by now.
    service.pass(60_000);
    model.holds(service);
    assert.deepEqual(model.lost(service), [], "applications that nobody would find");
  }
});
