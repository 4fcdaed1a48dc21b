import { isDeepStrictEqual } from "node:util";
import { programKey, type Sibling, siblingsInput } from "../../../provider/application";
import type { ResourceProvider } from "../../../provider/engine";
import type { Resources } from "./scenario";

type Properties = Record<string, unknown>;

/** An application that the state holds. */
export interface Held {
  id: string;
  inputs: Properties;
  outputs: Properties;
  /** A creation that ended early: the next up changes it, whatever is declared. */
  incomplete: boolean;
}

type Say = (name: string, text: string) => void;

/** The form of a secret in properties of the engine, which it opens before it hands them to a dynamic provider. */
const secretKey = "4dabf18193072939515e22adb298388d";
/** What stands for a value that is not known yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A stack as the engine keeps it: it calls the provider for each resource as the engine does, and keeps what the answers say. */
export class ScenarioStack {
  readonly held = new Map<string, Held>();
  /** Inputs of creations that were cut off. */
  readonly pending = new Map<string, Properties>();

  /** @param say gets what the engine would show */
  constructor(private readonly say: Say) {}

  /** @returns whether nothing was refused */
  async preview(provider: ResourceProvider, declared: Resources, asked: { inManifest: boolean; replace: boolean }): Promise<boolean> {
    const siblings = asked.inManifest
      ? siblingsInput(Object.entries(declared).map(([resource, inputs]) => ({ ...inputs, resource })) as unknown as Sibling[])
      : {};
    for (const [name, inputs] of Object.entries(declared)) {
      const held = this.held.get(name);
      const accepted = async (recorded: Properties) => {
        const { failures } = await provider.check(recorded, { ...known(inputs), ...siblings, ...program(name, { preview: true }) });
        for (const { reason } of failures) this.say(name, `refused: ${reason}`);
        return failures.length === 0;
      };
      // The engine ends a run at the first resource that is refused.
      if (!(await accepted(held?.inputs ?? {}))) return false;
      if (held === undefined) continue;
      if ((await this.tried(name, () => provider.diff(held.id, held.outputs, known(inputs)))) === undefined) return false;
      if (asked.replace && !(await accepted({}))) return false;
    }
    return true;
  }

  /** What the state holds when a run is cut off while it creates: the inputs, as its check gives them. */
  async begin(provider: ResourceProvider, name: string, inputs: Properties): Promise<void> {
    const checked = await provider.check({}, { ...inputs, ...program(name, { preview: false }) });
    this.pending.set(name, checked.inputs);
  }

  /** What an up does after its checks: creates what is new, changes what differs, removes what is no longer declared. */
  async apply(provider: ResourceProvider, declared: Resources): Promise<void> {
    for (const [name, inputs] of Object.entries(declared)) {
      const held = this.held.get(name);
      if (held === undefined) await this.create(provider, name, inputs);
      else if (held.incomplete || !isDeepStrictEqual(held.inputs, inputs)) await this.update(provider, name, inputs, held);
      else this.say(name, "unchanged");
    }
    for (const name of [...this.held.keys()].filter((one) => !(one in declared))) await this.remove(provider, name);
  }

  async refresh(provider: ResourceProvider): Promise<void> {
    for (const [name, { id, outputs }] of this.held) {
      const live = await this.tried(name, () => provider.read(id, outputs));
      if (live === undefined) continue;
      this.held.set(name, { id, inputs: opened(live.inputs), outputs: opened(live.props), incomplete: false });
      this.say(name, "read");
    }
  }

  async remove(provider: ResourceProvider, name: string): Promise<void> {
    const held = this.held.get(name);
    if (held === undefined) return;
    const removed = await this.tried(name, () => provider.delete(held.id, held.outputs).then(() => true));
    if (removed === undefined) return;
    this.held.delete(name);
    this.say(name, "forgotten");
  }

  private async create(provider: ResourceProvider, name: string, inputs: Properties): Promise<void> {
    const keepIncomplete = ({ id, properties = {} }: EngineFailure) => {
      if (id !== undefined) this.held.set(name, { id, inputs, outputs: opened(properties), incomplete: true });
    };
    const created = await this.tried(name, () => provider.create(inputs), keepIncomplete);
    if (created === undefined) return;
    this.held.set(name, { id: created.id, inputs, outputs: opened(created.outs), incomplete: false });
    this.say(name, `created ${created.id}`);
  }

  private async update(provider: ResourceProvider, name: string, inputs: Properties, held: Held): Promise<void> {
    const updated = await this.tried(name, () => provider.update(held.id, held.outputs, inputs));
    if (updated === undefined) return;
    this.held.set(name, { id: held.id, inputs, outputs: opened(updated.outs), incomplete: false });
    this.say(name, "updated");
  }

  private async tried<T>(name: string, act: () => Promise<T>, failed: (failure: EngineFailure) => void = () => undefined) {
    try {
      return await act();
    } catch (error) {
      // What nobody foresaw, or the death of the run, is not for a user.
      if (!(error instanceof Error) || !/^SMS\d{4}: /.test(error.message)) throw error;
      const failure: EngineFailure = error;
      failed(failure);
      for (const text of failure.reasons ?? [error.message]) this.say(name, `error: ${text}`);
      return undefined;
    }
  }
}

/** What the provider throws to the engine; a creation that ended early has all three. */
interface EngineFailure extends Error {
  id?: string;
  properties?: Properties;
  reasons?: string[];
}

function known(inputs: Readonly<Properties>): Properties {
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, value === "<unknown>" ? unknown : value]));
}

function opened(properties: Properties): Properties {
  const isSecret = (value: unknown): value is { value: unknown } => typeof value === "object" && value !== null && secretKey in value;
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, isSecret(value) ? value.value : value]));
}

/** What our class tells the check. */
const program = (resource: string, { preview }: { preview: boolean }) => ({ [programKey]: JSON.stringify({ resource, preview }) });
