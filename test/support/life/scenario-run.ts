import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputNames, type Run, settingNames, type StackState } from "../../../provider/application";
import { ownState, ResourceProvider } from "../../../provider/engine";
import { block } from "../../../provider/messages";
import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { Event, Outcome, Pulumi, Resources, Scenario, Step } from "./scenario";
import { exporting, root } from "./scenario-export";
import { ScenarioProgram } from "./scenario-program";
import { CallsUnderWay, requestLines } from "./scenario-requests";
import { type Held, ScenarioStack } from "./scenario-stack";
import { type World } from "./world";
import { chinaProject, europeanProject } from "../service/projects";

/** The time at which each scenario begins. */
const beginning = new Date("2026-01-31T12:00:00Z");
const nowhere = "http://127.0.0.1:9";

/** Plays scenarios one after another in one world, which has one clock for all. */
export class ScenarioPlayer {
  private said: string[] = [];
  private requests: string[] = [];
  private readonly calls = new CallsUnderWay();
  private declared: Resources = {};
  private stack = new ScenarioStack(() => undefined);
  private pulumi: Pulumi | undefined;

  constructor(private readonly world: World) {}

  /** @param text the scenario's file: ids that it gives are shown as they are */
  async play(scenario: Scenario, text: string): Promise<Outcome> {
    const { world } = this;
    await world.afresh();
    world.time = beginning;
    const { preflight, profiles = {} } = scenario.configuration ?? {};
    world.preflightRequired = preflight === "required";
    world.projects = profiles;
    world.profiles = Object.keys(profiles);
    this.declared = {};
    this.pulumi = undefined;
    this.stack = new ScenarioStack(() => undefined);
    const { seed, quota, faults, unreachable, pulumi, ...afterwards } = scenario;
    this.happen({ ...(seed && { seed }), ...(quota !== undefined && { quota }) });
    this.stack = await this.before(scenario.state ?? {});
    this.happen({ ...eventIn(afterwards), ...(faults && { faults }), ...(unreachable && { unreachable }), ...(pulumi && { pulumi }) });
    world.emulator.control.clearRequests();
    world.pauses.length = world.warnings.length = 0;
    this.said = [];
    this.requests = [];
    if (scenario.meanwhile !== undefined) this.await(scenario.meanwhile);
    const steps = [scenario.do].flat();
    const several = steps.filter((step) => typeof step === "string").length > 1;
    for (const step of steps) {
      if (typeof step === "object") this.happen(step);
      else await this.act(step, several, scenario);
    }
    world.onAnswer = () => undefined;
    return this.outcome(scenario, text);
  }

  /** A stack whose applications an earlier run has made, or that holds what is given with their ids. */
  private async before(state: Resources): Promise<ScenarioStack> {
    const shown: string[] = [];
    const stack = new ScenarioStack((_, text) => shown.push(text));
    const named = Object.entries(state);
    const made = named.filter(([, values]) => values["id"] === undefined);
    await stack.apply(this.provider(), Object.fromEntries(made.map(([name, values]) => [name, only(settingNames, values)])));
    if (stack.held.size < made.length) throw new Error(`the applications of state could not be made:\n${shown.join("\n")}`);
    for (const [name, values] of named) {
      const { id, ...given } = values;
      const held = stack.held.get(name) ?? { id: id as string, inputs: only(settingNames, given), outputs: given, incomplete: false };
      stack.held.set(name, { ...held, outputs: { ...held.outputs, ...only(outputNames, given) } });
    }
    return stack;
  }

  /** A new process of the engine's provider. */
  private provider(): ResourceProvider {
    const openAccount: Run["openAccount"] = ({ market, profile }) => this.calls.tracking(this.world.api(market, profile));
    let state: Promise<StackState | undefined> | undefined;
    const { world } = this;
    const warn: Run["warn"] = (told) => world.warnings.push(block(told));
    const reading = { root: () => Promise.resolve(root), pulumi: exporting(this.stack, this.pulumi), warn };
    // A folder keeps the state. The step "apply" creates without the check that tells so.
    const stackState: Run["stackState"] = (program) =>
      (state ??= ownState({ resource: "", preview: false, ...program, organization: "organization" }, reading));
    const placeOf: Run["placeOf"] = (profile) => openAccount(profile === undefined ? {} : { profile });
    const provider = new ResourceProvider(() => world.newRun({ openAccount, stackState, placeOf }));
    provider.configure({ config: { get: () => undefined } });
    return provider;
  }

  private async act(step: Step, several: boolean, scenario: Scenario): Promise<void> {
    for (const part of [this.said, this.requests]) if (several) part.push(`$ ${step}`);
    const program = scenario.program === undefined ? undefined : new ScenarioProgram(scenario, (text) => this.say(text));
    if (program === undefined || (await program.run(this.declared))) await this.engine(step, scenario.declaredIn === "manifest");
    await program?.finish(this.stack.held);
    this.say();
    await this.calls.ended();
    const { control } = this.world.emulator;
    this.requests.push(...requestLines(control.requests().requests));
    control.clearRequests();
  }

  private async engine(step: Step, inManifest: boolean): Promise<void> {
    const many = new Set([...Object.keys(this.declared), ...this.stack.held.keys()]).size > 1;
    const say = (name: string, text: string) => {
      const warnings = this.world.warnings.splice(0).map((warning) => `warning: ${warning}`);
      this.said.push(...[...warnings, text].map((line) => (many ? `${name}: ${line}` : line)));
    };
    const stack = Object.assign(new ScenarioStack(say), { held: this.stack.held, pending: this.stack.pending });
    const provider = this.provider();
    const preview = () => stack.preview(provider, this.declared, { inManifest, replace: step === "preview --replace" });
    if (step === "preview" || step === "preview --replace") {
      if (await preview()) this.say("accepted");
    } else if (step === "up") {
      if (await preview()) await stack.apply(provider, this.declared);
    } else if (step === "apply") await stack.apply(provider, this.declared);
    else if (step === "refresh") await stack.refresh(provider);
    else if (step === "remove") for (const name of [...stack.held.keys()]) await stack.remove(provider, name);
    else await this.killedUp(stack, { acted: step.endsWith("acted"), elsewhere: step.includes("elsewhere") });
  }

  private say(...texts: string[]): void {
    this.said.push(...this.world.warnings.splice(0).map((warning) => `warning: ${warning}`), ...texts);
  }

  private async killedUp(stack: ScenarioStack, { acted, elsewhere }: { acted: boolean; elsewhere: boolean }): Promise<void> {
    const [[name, inputs] = ["", undefined]] = Object.entries(this.declared);
    if (inputs === undefined) throw new Error("nothing is declared that a killed run could create");
    await stack.begin(this.provider(), name, inputs);
    this.world.sameRunAgain();
    await this.world.killedAfter(inputs as unknown as ApplicationInputs, (api) =>
      acted ? api.createApplication(inputs as unknown as ApplicationInputs) : Promise.resolve(),
    );
    if (elsewhere) rmSync(this.world.intentFolder, { recursive: true, force: true });
    this.say("killed");
  }

  private await({ after, ...event }: Event & { after: string }): void {
    const { world } = this;
    world.onAnswer = (operation) => {
      if (operation !== after) return;
      world.onAnswer = () => undefined;
      this.happen(event);
    };
  }

  /** Without a pause, so that it can happen while the service answers. */
  private happen(event: Event): void {
    const { world } = this;
    const { control } = world.emulator;
    if (event.declare !== undefined) this.declared = event.declare;
    control.seed({ applications: (event.seed ?? []).map(placed), ...(event.quota === undefined ? {} : { quota: event.quota }) });
    for (const { application, ...change } of event.console ?? []) {
      const found = control.applications().find(({ id, name }) => id === application || name === application);
      if (found === undefined) throw new Error(`console: there is no application ${application}`);
      control.changeInConsole({ projectId: found.projectId, id: found.id, ...change });
    }
    if (event.stateFolder !== undefined) this.spoil(event.stateFolder);
    if (event.faults !== undefined) {
      control.clearFaults();
      control.planFaults([...event.faults]);
    }
    if (event.wait !== undefined) world.pass(event.wait * 1000);
    if (event.pulumi !== undefined) this.pulumi = event.pulumi;
    if (event.unreachable !== undefined) world.endpoint = event.unreachable ? nowhere : world.emulator.url;
  }

  private spoil(how: "unusable" | "unreadable"): void {
    const folder = this.world.intentFolder;
    if (how === "unreadable") {
      this.world.notes().forEach((file) => writeFileSync(join(folder, file), "{}"));
      return;
    }
    this.world.kill();
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(folder, "");
  }

  private outcome(scenario: Scenario, text: string): Outcome {
    const { world } = this;
    const alive = world.emulator.control.applications({ secrets: true });
    const waited = world.pauses.reduce((sum, pause) => sum + pause, 0);
    const steady = steadyFor(text);
    const said = `${steady(this.said.join("\n").replaceAll(world.intentFolder, "<state folder>"))}\n`;
    const secrets = [...alive.map(({ appSecret }) => appSecret), ...secretsIn(scenario)];
    const shown = secrets.find((secret) => secret !== undefined && said.includes(secret));
    if (shown !== undefined) throw new Error(`a secret is shown: ${said}`);
    return {
      said,
      ...(waited === 0 ? {} : { waited: `${waited / 1000} s` }),
      requests: this.requests.map(steady),
      exists: alive.map(({ market, name, id, status }) => steady(`${market} ${name} (${id}${status === "LAUNCHED" ? "" : `, ${status}`})`)),
      stack: [...this.stack.held].map((held) => steady(heldLine(...held))),
    };
  }
}

/** `codes (<id 1>, secret from the creation)` */
function heldLine(name: string, { id, outputs: { appSecret, secretSource }, incomplete }: Held): string {
  const words = { created: "secret from the creation", given: "secret declared", kept: "secret declared before" } as Record<string, string>;
  const secret = typeof appSecret === "string" ? words[String(secretSource)] : "secret unknown";
  return `${name} (${[id, secret, incomplete && "incomplete"].filter(Boolean).join(", ")})`;
}

/** All values of appSecret, wherever they stand. */
function secretsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    key === "appSecret" && typeof part === "string" ? [part] : secretsIn(part),
  );
}

const eventKeys = ["console", "stateFolder", "declare"] as const;
const eventIn = (scenario: Partial<Scenario>): Event => only(eventKeys, scenario);

function only(keys: readonly string[], values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));
}

/** An application in the account that the configuration names for its market. */
const placed = (application: Readonly<Record<string, unknown>>) => ({
  projectId: application["market"] === "european" ? europeanProject : chinaProject,
  ...application,
});

const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Makes texts the same in every run: ids that were drawn are numbered in the order in which they appear. */
function steadyFor(file: string): (text: string) => string {
  const drawn: string[] = [];
  return (text) =>
    text
      .replace(uuid, (id) => (file.includes(id) ? id : `<id ${drawn.includes(id) ? drawn.indexOf(id) + 1 : drawn.push(id)}>`))
      .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:<port>")
      .replace(/(?<=request id +)[0-9a-f]{32}/g, "<request id>")
      .replace(/[0-9a-f]{32}\.json/g, "<hash>.json");
}
