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
  type CreationMark,
} from "../../provider/application";
import type { FaultPlan } from "../../provider/emulator";
import { ForeseenError } from "../../provider/messages";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import type { Kill, Run, Service } from "./service";
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

/** What happens between two parts of a run. */
export type Meanwhile =
  { what: "time passes"; seconds: number } | { what: "the machine sleeps"; seconds: number } | { what: "the clock is set"; hours: number };

/** How a run of `pulumi up` goes. */
export interface Going {
  changes: ReadonlyMap<string, ApplicationInputs>;
  faults: readonly FaultPlan[];
  machine: number;
  kill?: Kill | undefined;
  /** Whether `pulumi stack export` works. */
  isReadable: boolean;
  /** All are checked before the first is created, or each is created before the next one is checked, because it needs an output of it. */
  order: "side by side" | "one by one";
  /** After all checks, or after each creation. */
  meanwhile?: Meanwhile | undefined;
  /** Somebody makes what the next one declares, at the start of the time between two. */
  isOvertaken?: boolean;
}

/** `pulumi up` with a changed program. */
export class Up extends Step {
  constructor(private readonly going: Going) {
    const { changes, faults, ...others } = going;
    super(`up ${JSON.stringify([...changes])}${faults.map((plan) => ` with ${JSON.stringify(plan)}`).join("")} ${JSON.stringify(others)}`);
  }

  protected async act(model: StackModel, service: Service): Promise<void> {
    const { changes, faults, isReadable, kill, machine, order } = this.going;
    for (const [logicalName, inputs] of changes) declare(model, logicalName, inputs);
    // What is under way elsewhere and not shown yet is told by the state alone.
    if (!isReadable && service.awaitsCommits) service.pass(60_000);
    service.plan(faults);
    service.writes();
    model.notCreated.clear();
    const began = service.time;
    const run = service.run({ machine, kill, state: isReadable ? model.exported() : undefined });
    const engine = new Engine(model, service, run);
    try {
      const { refused, sent } =
        order === "side by side" ? await this.sideBySide(engine, model, service) : await this.oneByOne(engine, model, service);
      if (!service.awaitsCommits) truthful(model, service, began);
      const { creations, changes: changed } = service.writes();
      if (refused && order === "side by side") assert.deepEqual([creations, changed], [0, 0], "a refused preview writes nothing");
      assert.ok(creations <= sent, "at most one creation each, and none after a refusal");
    } finally {
      model.reads(run.warnings);
      const inState = new Set([...model.state.values()].map(({ inputs: { market, name } }) => `${market} ${name}`));
      model.unsettled.push(...run.sent.filter(({ market, name }) => !inState.has(`${market} ${name}`)));
      service.wellAgain();
      // When the provider alone dies, the engine drops the creation: nothing can tell another machine that it may still be under way.
      if (run.killed === "provider") service.pass(60_000);
    }
  }

  private async sideBySide(engine: Engine, model: StackModel, service: Service): Promise<Outcome> {
    const marks = new Map<string, CreationMark | undefined>();
    for (const [logicalName, inputs] of model.declared) {
      const { isAccepted, mark } = await engine.checked(logicalName, inputs);
      if (!isAccepted) return { refused: true, sent: 0 };
      marks.set(logicalName, mark);
    }
    this.pause(service);
    const brought = await Promise.all(
      [...model.declared].map(([logicalName, inputs]) => engine.brought(logicalName, inputs, marks.get(logicalName))),
    );
    return { refused: false, sent: brought.filter(Boolean).length };
  }

  private async oneByOne(engine: Engine, model: StackModel, service: Service): Promise<Outcome> {
    let sent = 0;
    for (const [logicalName, inputs] of model.declared) {
      const { isAccepted, mark } = await engine.checked(logicalName, inputs);
      if (!isAccepted) return { refused: true, sent };
      if (await engine.brought(logicalName, inputs, mark)) sent += 1;
      if (engine.isOver) break;
      const next = [...model.declared].find(([name]) => !model.state.has(name) && name !== logicalName);
      if (this.going.isOvertaken === true && next !== undefined) somebodyMakes(next[1], model, service);
      this.pause(service);
    }
    return { refused: false, sent };
  }

  private pause(service: Service): void {
    const { meanwhile, machine } = this.going;
    if (meanwhile?.what === "time passes") service.pass(meanwhile.seconds * 1000);
    if (meanwhile?.what === "the machine sleeps") service.sleep(meanwhile.seconds * 1000);
    if (meanwhile?.what === "the clock is set") service.machines.at(machine).ahead += meanwhile.hours * 3_600_000;
  }
}

interface Outcome {
  refused: boolean;
  /** How many creations may have been sent. */
  sent: number;
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

/** What the engine does with the resources of one run, and what it writes into the state. */
class Engine {
  constructor(
    private readonly model: StackModel,
    private readonly service: Service,
    private readonly run: Run,
  ) {}

  /** Whether the run was cut off, or its provider is dead. */
  get isOver(): boolean {
    return this.run.killed !== undefined;
  }

  /** Whether nothing is written into the state any more. */
  private get isDead(): boolean {
    return this.run.killed === "engine" || this.run.killed === "both";
  }

  async checked(logicalName: string, inputs: ApplicationInputs): Promise<{ isAccepted: boolean; mark?: CreationMark | undefined }> {
    const { model, run, service } = this;
    const names = new Set(service.alive().map(({ market, name }) => `${market} ${name}`));
    const entry = model.state.get(logicalName);
    const declaration = { inputs, unknown: new Set<string>(), program: { resource: logicalName, preview: false } };
    const { refusals, mark } = await checkApplication(entry?.inputs ?? {}, declaration, run.surroundings);
    model.reads(refusals);
    if (refusals.some(({ code }) => code === "SMS2001")) assert.ok(names.has(`${inputs.market} ${inputs.name}`), `${inputs.name} is free`);
    if (refusals.length > 0) return { isAccepted: false };
    if (entry !== undefined) recognizeApplication(entry.id, entry.outputs, inputs, run.surroundings);
    return { isAccepted: true, mark };
  }

  /** @returns whether it may have created an application */
  async brought(logicalName: string, inputs: ApplicationInputs, mark: CreationMark | undefined): Promise<boolean> {
    const { model, run } = this;
    const entry = model.state.get(logicalName);
    if (this.isDead) return false;
    const pending = entry === undefined ? model.begin(logicalName, inputs, mark) : undefined;
    try {
      if (entry === undefined) {
        const { id, outputs } = await createApplication(inputs, run.surroundings);
        this.keep(logicalName, entryOf({ id, inputs, outputs, incomplete: false }, mark));
      } else if (entry.incomplete || JSON.stringify(entry.inputs) !== JSON.stringify(inputs)) {
        const outputs = await updateApplication(entry.id, entry.outputs, inputs, run.surroundings);
        this.keep(logicalName, { ...entry, inputs, outputs, incomplete: false });
      }
      return entry === undefined && inputs.adopt === undefined;
    } catch (error) {
      const mayHaveCreated = this.failed(error, logicalName, inputs, mark);
      return entry === undefined && mayHaveCreated;
    } finally {
      if (pending !== undefined) this.ended(pending);
    }
  }

  /** @returns whether an application may have been created before it failed */
  private failed(error: unknown, logicalName: string, inputs: ApplicationInputs, mark: CreationMark | undefined): boolean {
    const { model } = this;
    if (this.isOver) return true;
    if (!(error instanceof ForeseenError)) throw error;
    model.reads([error.told]);
    if (error.code === "SMS2004") model.notCreated.add(`${inputs.market} ${inputs.name}`);
    if (error instanceof CreatedIncompleteError) {
      const { id, outputs } = error;
      this.keep(logicalName, entryOf({ id, inputs, outputs: outputs as ApplicationOutputs, incomplete: true }, mark));
    }
    return !beforeWriting.test(error.code);
  }

  /** An engine that is dead writes no state: the creation stays a pending one. */
  private ended(pending: ReturnType<StackModel["begin"]>): void {
    if (!this.isDead) this.model.end(pending);
  }

  private keep(logicalName: string, entry: Entry): void {
    const { model } = this;
    if (this.isOver) return;
    assert.ok(entry.inputs.adopt !== undefined || !model.foreign.has(entry.id), "an application of somebody else was taken");
    model.state.set(logicalName, entry);
    model.foreign.delete(entry.id);
    model.known.delete(entry.id);
  }
}

/** What a run says was not created is not there, and what it takes for its own is nobody else's. */
function truthful(model: StackModel, service: Service, began: number): void {
  const managed = new Set([...model.state.values()].map(({ id }) => id));
  for (const { id, market, name, createTime } of service.alive()) {
    const isNew = Date.parse(createTime) >= began;
    if (isNew && !managed.has(id) && !model.foreign.has(id))
      assert.ok(!model.notCreated.has(`${market} ${name}`), `${name} was created, and a run denies it`);
  }
}

/** `pulumi refresh`. */
export class Refresh extends Step {
  constructor(
    private readonly faults: readonly FaultPlan[],
    private readonly machine: number,
  ) {
    super(`refresh on ${machine}${faults.map((plan) => ` with ${JSON.stringify(plan)}`).join("")}`);
  }

  protected async act(model: StackModel, service: Service): Promise<void> {
    service.plan(this.faults);
    service.writes();
    const run = service.run({ machine: this.machine, state: model.exported() });
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
    service.wellAgain();
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
    // A name that is free now may be that of one which is not shown yet.
    if (this.what === "rename" && !service.awaitsCommits && alive.every(({ name }) => name !== this.name)) {
      control.changeInConsole({ projectId, id, name: this.name });
      model.known.add(id);
    }
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

/** Somebody else makes an application, perhaps the very one that the program declares and the state does not have. */
export class ByOthers extends Step {
  constructor(
    private readonly made: Pick<ApplicationInputs, "market" | "name"> | "what is awaited",
    private readonly afterSeconds: number,
  ) {
    super(`${afterSeconds} s later somebody makes ${JSON.stringify(made)}`);
  }

  protected act(model: StackModel, service: Service): Promise<void> {
    service.pass(this.afterSeconds * 1000);
    const awaited = [...model.declared].find(([logicalName]) => !model.state.has(logicalName))?.[1];
    const made = this.made === "what is awaited" ? awaited : this.made;
    if (made !== undefined) somebodyMakes(made, model, service);
    // A list may be late by 20 s (`stale-list`): until then it could not be told from one that appears after a note.
    service.pass(21_000);
    return Promise.resolve();
  }
}

/**
 * Left out is what cannot be told from ours by anything that the service shows: an application of the same name that appears within a minute
 * after the mark of a creation that was cut off, or within three after its note. And the service would refuse a name that it holds already.
 */
function somebodyMakes({ market, name }: Pick<ApplicationInputs, "market" | "name">, model: StackModel, service: Service): void {
  const isFree = service.alive().every((one) => one.market !== market || one.name !== name);
  if (!isFree || service.awaitsCommits || model.isLikeOurs(market, name, service.time)) return;
  const [made] = service.emulator.control.seed({ applications: [{ projectId, market, name }] });
  if (made !== undefined) model.foreign.add(made.id);
}

/** A machine is thrown away, with its notes; a new one takes its place. */
export class ThrowAway extends Step {
  constructor(private readonly machine: number) {
    super(`machine ${machine} is thrown away`);
  }

  protected act(_: StackModel, service: Service): Promise<void> {
    service.machines.throwAway(this.machine);
    return Promise.resolve();
  }
}

/** Somebody sets the clock of a machine. */
export class ClockSet extends Step {
  constructor(
    private readonly machine: number,
    private readonly seconds: number,
  ) {
    super(`the clock of machine ${machine} is set by ${seconds} s`);
  }

  protected act(_: StackModel, service: Service): Promise<void> {
    service.machines.at(this.machine).ahead += this.seconds * 1000;
    return Promise.resolve();
  }
}

/** `pulumi refresh --clear-pending-creates`, when nothing is under way any more. */
export class ClearPending extends Step {
  constructor() {
    super("pending creations are cleared");
  }

  protected act(model: StackModel, service: Service): Promise<void> {
    service.pass(60_000);
    model.pending.length = 0;
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
      model.known.add(entry.id);
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

const entryOf = (entry: Entry, mark: CreationMark | undefined): Entry => (mark === undefined ? entry : { ...entry, mark });
