import assert from "node:assert/strict";
import { block, type Message } from "../../provider/messages";
import { type ApplicationOutputs, type CreationMark, resourceType, type StackState } from "../../provider/application";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import { chinaProject as projectId } from "../support/service/projects";
import { root, type Service } from "./service";

/** An entry in the state. */
export interface Entry {
  id: string;
  inputs: ApplicationInputs;
  outputs: ApplicationOutputs;
  /** The engine forces an update of an incomplete one. */
  incomplete: boolean;
  mark?: CreationMark;
}

/** A creation as the engine writes it before it begins. */
type Pending = StackState["pending"][number];

const urnOf = (logicalName: string) => root.replace("pulumi:pulumi:Stack::shop-dev", `${resourceType}::${logicalName}`);

/** Within this long after its mark an application of the same name cannot be told from ours, and within the second after its note (`timing`). */
const sameAfterMark = 60_000;
const sameAfterNote = 180_000;
/** For how long the times alone prove what it is, while nothing shows their zone. */
const provenFor = 3_590_000;

/** What a stack knows: what the program declares, what the state holds, what the user has read. */
export class StackModel {
  readonly declared = new Map<string, ApplicationInputs>();
  readonly state = new Map<string, Entry>();
  /** Creations that were cut off. The engine keeps them until somebody clears them. */
  readonly pending: Pending[] = [];
  /** Made by somebody else. */
  readonly foreign = new Set<string>();
  /** Left alone on purpose, or renamed by a person while the state did not hold it. */
  readonly known = new Set<string>();
  /** Applications whose secret was rotated on the console since the state learned it. */
  readonly rotated = new Set<string>();
  /** What the last run said was not created. */
  readonly notCreated = new Set<string>();
  /** Requests whose end no state holds. */
  readonly unsettled: { market: string; name: string; at: number }[] = [];
  private read = "";
  /** Ids of applications of which a run has said that their secret is not known. */
  private readonly saidUnknown = new Set<string>();

  /** The user reads what a run said. */
  reads(messages: readonly Message[]): void {
    this.read += messages.map((told) => block(told, { more: true })).join("\n");
    for (const { code, facts } of messages)
      if (code === "SMS2201") for (const { label, text } of facts) if (label === "id") this.saidUnknown.add(String(text));
  }

  /** What the engine writes before it calls create: the checked inputs, with the mark. */
  begin(logicalName: string, inputs: ApplicationInputs, mark: CreationMark | undefined): Pending {
    const pending = { urn: urnOf(logicalName), inputs, ...(mark === undefined ? {} : { mark }) };
    this.pending.push(pending);
    return pending;
  }

  /** The creation has ended, and the engine knows how. */
  end(pending: Pending): void {
    const index = this.pending.indexOf(pending);
    if (index >= 0) this.pending.splice(index, 1);
  }

  /** What `pulumi stack export` gives; secrets are encrypted there. */
  exported(): StackState {
    const entries = [...this.state].map(([logicalName, { id, outputs, mark }]) => {
      const { appKey, appSecret, ...shown } = outputs;
      return { urn: urnOf(logicalName), id, outputs: shown, ...(mark === undefined ? {} : { mark }) };
    });
    return { entries, pending: [...this.pending] };
  }

  /** Whether one that somebody makes now could not be told from what a run of this stack was creating. */
  isLikeOurs(market: string, name: string, now: number): boolean {
    const within = (at: number, latest: number) => now >= at - 2_000 && now <= at + latest;
    return (
      this.pending.some(
        ({ inputs, mark }) => isOf(inputs, market, name) && mark !== undefined && within(Date.parse(mark.time), sameAfterMark),
      ) || this.unsettled.some((one) => isOf(one, market, name) && within(one.at, sameAfterNote))
    );
  }

  /** Whether what is known suffices to take over the application of an unfinished creation, on this machine and now. */
  isProven(logicalName: string, service: Service, machine: number): boolean {
    const { market, name, adopt } = this.declared.get(logicalName) ?? {};
    if (market === undefined) return false;
    const [live, ...others] = service.alive().filter((one) => one.market === market && one.name === name);
    const managed = [...this.state.values()].some(({ id }) => id === live?.id);
    if (live === undefined || others.length > 0 || adopt !== undefined || managed || this.foreign.has(live.id)) return false;
    const created = Date.parse(live.createTime);
    const fits = (at: number, latest: number) =>
      created >= at && created < at + latest && (this.knowsZone(service) || service.time - at < provenFor);
    const notes = service.machines.leftOn(machine);
    const place = { endpoint: service.emulator.url, cloudRegion: "cn-north-4", projectId, market, name: live.name };
    const author = notes?.author(place);
    const byState = this.pending.some(
      ({ inputs, mark }) =>
        isOf(inputs, market, live.name) &&
        mark !== undefined &&
        mark.run !== author &&
        fits(Date.parse(mark.time), sameAfterMark) &&
        [undefined, live.uplinkDestination].includes(inputs.uplinkDestination),
    );
    const noted = notes?.find(place);
    if (byState || noted === undefined || noted.seenBefore.includes(live.id)) return byState;
    return noted.id === undefined ? fits(Date.parse(noted.time), sameAfterNote) : noted.id === live.id;
  }

  /** Whether an application of the stack shows in which zone the service's times are. */
  private knowsZone(service: Service): boolean {
    const alive = new Map(service.alive().map(({ id, createTime }) => [id, Date.parse(createTime)]));
    return [...this.state.values()].some(({ id, mark, outputs: { secretSource } }) => {
      const passed = (alive.get(id) ?? NaN) - Date.parse(mark?.time ?? "");
      return secretSource === "created" && passed >= 0 && passed < sameAfterMark;
    });
  }

  /** What must hold after every step, whatever went wrong in it. */
  holds(service: Service): void {
    const alive = service.alive();
    const names = alive.map(({ market, name }) => `${market} ${name}`);
    assert.deepEqual(names.sort(), [...new Set(names)].sort(), "at most one application for each name");
    for (const [logicalName, { id, outputs }] of this.state) {
      const live = alive.find((application) => application.id === id);
      if (live === undefined && service.awaitsCommits) continue;
      assert.ok(live, `${logicalName} is in the state, and its application is not there`);
      const { appSecret, secretSource } = outputs;
      if (secretSource === "created")
        assert.ok(appSecret === live.appSecret || this.rotated.has(id), "the secret is the one of the service");
      else {
        assert.equal(appSecret, undefined, "no secret is made up");
        assert.ok(this.saidUnknown.has(id), "a secret that nobody knows is said");
      }
      for (const secret of [live.appKey, live.appSecret]) assert.ok(!this.read.includes(secret ?? "-"), "no secret is printed");
    }
  }

  /** Applications of ours that nobody would find: not in the state, and no run has said their id. */
  lost(service: Service): string[] {
    const managed = new Set([...this.state.values()].map(({ id }) => id));
    return service
      .alive()
      .map(({ id }) => id)
      .filter((id) => !managed.has(id) && !this.foreign.has(id) && !this.known.has(id) && !this.read.includes(id));
  }
}

const isOf = (one: { market?: string | undefined; name?: string | undefined }, market: string, name: string) =>
  one.market === market && one.name === name;
