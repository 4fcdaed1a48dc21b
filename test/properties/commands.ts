import assert from "node:assert/strict";
import fc from "fast-check";
import {
  checkApplication,
  CreatedIncompleteError,
  createApplication,
  readApplication,
  recognizeApplication,
  requireAbandon,
  updateApplication,
  type ApplicationOutputs,
} from "../../provider/application";
import type { FaultPlan } from "../../provider/emulator";
import { ForeseenError } from "../../provider/messages";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { Killed, type KillMoment, type Run, type Service } from "./service";
import type { Entry, StackModel } from "./stack-model";
import { chinaProject as projectId } from "../support/service/projects";

export type LifeCommand = fc.AsyncCommand<StackModel, Service, true>;

/** Refusals that come before anything is written. */
const beforeWriting = /^SMS(1\d{3}|20(01|02|03|07|08|09|10|12|13|14|20|21|22)|4\d{3})/;

abstract class Step implements LifeCommand {
  constructor(private readonly text: string) {}

  check(...[]: [Readonly<StackModel>]): Promise<boolean> {
    return Promise.resolve(true);
  }

  async run(model: StackModel, service: Service): Promise<void> {
    await this.act(model, service);
    model.holds(service);
  }

  protected abstract act(model: StackModel, service: Service): Promise<void>;

  toString(): string {
    return this.text;
  }
}

/** `pulumi up` with a changed program: checks all that is declared, then creates and updates side by side. */
export class Up extends Step {
  constructor(
    private readonly changes: ReadonlyMap<string, ApplicationInputs>,
    private readonly faults: readonly FaultPlan[],
    private readonly kill: KillMoment | undefined,
  ) {
    super(
      `up ${JSON.stringify([...changes])}${faults.map((plan) => ` with ${JSON.stringify(plan)}`).join("")}${kill === undefined ? "" : `, killed ${kill}`}`,
    );
  }

  protected async act(model: StackModel, service: Service): Promise<void> {
    for (const [logicalName, inputs] of this.changes) declare(model, logicalName, inputs);
    service.plan(this.faults);
    service.writes();
    model.notCreated.clear();
    const run = service.run(this.kill);
    try {
      if (!(await allChecked(model, service, run))) {
        assert.deepEqual(service.writes(), { creations: 0, changes: 0 }, "a refused preview writes nothing");
        return;
      }
      const sent = await Promise.all([...model.declared].map(([logicalName, inputs]) => brought(logicalName, inputs, model, run)));
      if (!service.awaitsCommits) truthful(model, service);
      assert.ok(service.writes().creations <= sent.filter(Boolean).length, "at most one creation each, and none after a refusal");
    } finally {
      model.reads(run.warnings);
      service.emulator.control.clearFaults();
    }
  }
}

// A resource whose creation is not settled keeps its market and name: what it would be found by.
function declare(model: StackModel, logicalName: string, inputs: ApplicationInputs): void {
  const before = model.declared.get(logicalName);
  const entry = model.state.get(logicalName);
  const { market, name } = entry === undefined ? (before ?? inputs) : { market: entry.inputs.market, name: inputs.name };
  const { uplinkDestination, ...others } = inputs;
  const uplink = market === "chinese-mainland" && uplinkDestination !== undefined ? { uplinkDestination } : {};
  model.declared.set(logicalName, { ...others, ...uplink, market, name, ...(entry === undefined ? {} : adoptAsBefore(entry)) });
}

const adoptAsBefore = ({ inputs: { adopt } }: { inputs: ApplicationInputs }) => ({ adopt }) as Pick<ApplicationInputs, "adopt">;

async function allChecked(model: StackModel, service: Service, run: Run): Promise<boolean> {
  const names = new Set(service.alive().map(({ market, name }) => `${market} ${name}`));
  for (const [logicalName, inputs] of model.declared) {
    const entry = model.state.get(logicalName);
    const { refusals: reasons } = await checkApplication(entry?.inputs ?? {}, { inputs, unknown: new Set() }, run.surroundings);
    model.reads(reasons);
    if (reasons.some(({ code }) => code === "SMS2001")) assert.ok(names.has(`${inputs.market} ${inputs.name}`), `${inputs.name} is free`);
    if (reasons.length > 0) return false;
    if (entry !== undefined) recognizeApplication(entry.id, entry.outputs, inputs, run.surroundings);
  }
  return true;
}

/** @returns whether it may have created an application */
async function brought(logicalName: string, inputs: ApplicationInputs, model: StackModel, run: Run): Promise<boolean> {
  const entry = model.state.get(logicalName);
  try {
    if (entry === undefined) {
      const { id, outputs } = await createApplication(inputs, run.surroundings);
      keep(model, logicalName, { id, inputs, outputs, incomplete: false });
    } else if (entry.incomplete || JSON.stringify(entry.inputs) !== JSON.stringify(inputs)) {
      const outputs = await updateApplication(entry.id, entry.outputs, inputs, run.surroundings);
      keep(model, logicalName, { ...entry, inputs, outputs, incomplete: false });
    }
    return entry === undefined && inputs.adopt === undefined;
  } catch (error) {
    if (error instanceof Killed) return true;
    if (!(error instanceof ForeseenError)) throw error;
    model.reads([error.told]);
    if (error.code === "SMS2004") model.notCreated.add(`${inputs.market} ${inputs.name}`);
    if (error instanceof CreatedIncompleteError)
      keep(model, logicalName, { id: error.id, inputs, outputs: error.outputs as ApplicationOutputs, incomplete: true });
    return entry === undefined && !beforeWriting.test(error.code);
  }
}

/** What a run says was not created is not there, and what it takes for its own is nobody else's. */
function truthful(model: StackModel, service: Service): void {
  const managed = new Set([...model.state.values()].map(({ id }) => id));
  for (const { id, market, name } of service.alive()) {
    if (!managed.has(id) && !model.foreign.has(id))
      assert.ok(!model.notCreated.has(`${market} ${name}`), `${name} was created, and a run denies it`);
  }
}

function keep(model: StackModel, logicalName: string, entry: Entry): void {
  assert.ok(entry.inputs.adopt !== undefined || !model.foreign.has(entry.id), "an application of somebody else was taken");
  model.state.set(logicalName, entry);
  model.foreign.delete(entry.id);
}

/** `pulumi refresh`. */
export class Refresh extends Step {
  constructor(private readonly faults: readonly FaultPlan[]) {
    super(`refresh${faults.map((plan) => ` with ${JSON.stringify(plan)}`).join("")}`);
  }

  protected async act(model: StackModel, service: Service): Promise<void> {
    service.plan(this.faults);
    service.writes();
    const run = service.run();
    for (const [logicalName, entry] of model.state) {
      try {
        const { inputs, outputs } = await readApplication(entry.id, entry.outputs, run.surroundings);
        model.state.set(logicalName, { ...entry, inputs: inputs as ApplicationInputs, outputs });
        const live = service.alive().find(({ id }) => id === entry.id);
        assert.deepEqual(
          [outputs.name, outputs.market, outputs.status],
          [live?.name, live?.market, live?.status],
          "the state is as the service",
        );
        if (inputs.uplinkDestination !== undefined) assert.equal(inputs.uplinkDestination, live?.uplinkDestination);
      } catch (error) {
        if (!(error instanceof ForeseenError)) throw error;
        model.reads([error.told]);
      }
    }
    model.reads(run.warnings);
    service.emulator.control.clearFaults();
    assert.deepEqual(service.writes(), { creations: 0, changes: 0 }, "a refresh writes nothing");
  }
}

/** A person on the console renames an application, changes its uplink or rotates its secret. */
export class OnConsole extends Step {
  constructor(
    private readonly which: number,
    private readonly what: "rename" | "uplink" | "rotate" | "suspend",
    private readonly name: string,
  ) {
    super(`on the console: ${what} application ${which}${what === "rename" ? ` to ${name}` : ""}`);
  }

  protected act(model: StackModel, service: Service): Promise<void> {
    const alive = service.alive();
    const application = alive[this.which % Math.max(1, alive.length)];
    if (application === undefined) return Promise.resolve();
    const { id, market } = application;
    const { control } = service.emulator;
    if (this.what === "rename" && alive.every(({ name }) => name !== this.name))
      control.changeInConsole({ projectId, id, name: this.name });
    if (this.what === "uplink" && market === "chinese-mainland")
      control.changeInConsole({ projectId, id, uplinkDestination: "https://console.example.com" });
    if (this.what === "suspend") control.changeInConsole({ projectId, id, status: "SUSPENDED" });
    if (this.what === "rotate") {
      control.changeInConsole({ projectId, id, rotateSecret: true });
      model.rotated.add(id);
    }
    return Promise.resolve();
  }
}

/** Somebody else makes an application, while no creation of ours is unsettled: one made then, of the same name, could not be told from ours. */
export class ByOthers extends Step {
  constructor(
    private readonly market: "chinese-mainland" | "international",
    private readonly name: string,
  ) {
    super(`somebody makes ${market} ${name}`);
  }

  protected act(model: StackModel, service: Service): Promise<void> {
    service.pass(120_000);
    const free = service.alive().every(({ market, name }) => market !== this.market || name !== this.name);
    const awaited = [...model.declared.keys()].some((logicalName) => !model.state.has(logicalName));
    if (!free || awaited) return Promise.resolve();
    const [made] = service.emulator.control.seed({ applications: [{ projectId, market: this.market, name: this.name }] });
    if (made !== undefined) model.foreign.add(made.id);
    service.pass(120_000);
    return Promise.resolve();
  }
}

/** A resource is removed from the program: refused, unless its policy says that the application may be left alone. */
export class Remove extends Step {
  constructor(private readonly logicalName: string) {
    super(`remove ${logicalName}`);
  }

  override check({ state }: Readonly<StackModel>): Promise<boolean> {
    return Promise.resolve(state.has(this.logicalName));
  }

  protected act(model: StackModel, service: Service): Promise<void> {
    const entry = model.state.get(this.logicalName);
    if (entry === undefined) return Promise.resolve();
    service.writes();
    try {
      requireAbandon(entry.id, entry.outputs);
      assert.equal(entry.outputs.deletionPolicy, "abandon");
      model.state.delete(this.logicalName);
      model.declared.delete(this.logicalName);
      model.foreign.add(entry.id);
    } catch (error) {
      if (!(error instanceof ForeseenError)) throw error;
      assert.notEqual(entry.outputs.deletionPolicy, "abandon");
    }
    assert.deepEqual(service.writes(), { creations: 0, changes: 0 });
    return Promise.resolve();
  }
}

export class Quota extends Step {
  constructor(private readonly quota: number) {
    super(`quota ${quota}`);
  }

  protected act(_: StackModel, service: Service): Promise<void> {
    service.emulator.control.setAccount({ projectId, quota: this.quota });
    return Promise.resolve();
  }
}

export class TimePasses extends Step {
  constructor(private readonly seconds: number) {
    super(`${seconds} s pass`);
  }

  protected act(_: StackModel, service: Service): Promise<void> {
    service.pass(this.seconds * 1000);
    return Promise.resolve();
  }
}
