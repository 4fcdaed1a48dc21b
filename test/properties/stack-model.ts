import assert from "node:assert/strict";
import { block, type Message } from "../../provider/messages";
import type { ApplicationOutputs } from "../../provider/application";
import type { ApplicationInputs } from "../../schemas/generated/application-types";
import type { Service } from "./service";

/** An entry in the state. */
export interface Entry {
  id: string;
  inputs: ApplicationInputs;
  outputs: ApplicationOutputs;
  /** The engine forces an update of an incomplete one. */
  incomplete: boolean;
}

/** What a stack knows: what the program declares, what the state holds, what the user has read. */
export class StackModel {
  readonly declared = new Map<string, ApplicationInputs>();
  readonly state = new Map<string, Entry>();
  /** Made by somebody else, or left alone on purpose. */
  readonly foreign = new Set<string>();
  /** Applications whose secret was rotated on the console since the state learned it. */
  readonly rotated = new Set<string>();
  /** What the last run said was not created. */
  readonly notCreated = new Set<string>();
  private read = "";
  /** Ids of applications of which a run has said that their secret is not known. */
  private readonly saidUnknown = new Set<string>();

  /** The user reads what a run said. */
  reads(messages: readonly Message[]): void {
    this.read += messages.map((told) => block(told, { more: true })).join("\n");
    for (const { code, facts } of messages)
      if (code === "SMS2201") for (const { label, text } of facts) if (label === "id") this.saidUnknown.add(String(text));
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
    const known = new Set([...this.state.values()].map(({ id }) => id));
    return service
      .alive()
      .map(({ id }) => id)
      .filter((id) => !known.has(id) && !this.foreign.has(id) && !this.read.includes(id));
  }
}
