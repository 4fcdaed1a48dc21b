import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { message, plain, type Message } from "../../messages";
import type { Declaration } from "../facts/declaration";
import { namedExactly } from "../facts/existing";
import { resourceType } from "../facts/outputs";
import { type ProgramFacts, urnOf } from "../facts/program-facts";
import type { MarketSurvey, OpenMarket } from "../run/market";
import type { StackEntry, StackState } from "../run/stack-state";
import { waysToMove } from "../says/moved";

/** What is known beside the state when a new resource is looked for in it. */
interface Known {
  state: StackState;
  survey: MarketSurvey | undefined;
  /** URN of the stack. */
  root: string | null;
}

/** The entry of the state that stands in the way of a new resource: it is replaced, or another resource has its application. */
interface InTheWay {
  entry: StackEntry;
  is: "replaced" | "elsewhere" | "tainted";
}

/**
 * The application that the stack manages already, for a resource that is to be created. The engine asks for the same resource a second time,
 * as if it were new, when something forces a replacement (ENGINE-24). `adopt` is judged by the application that it names.
 */
function entryOf({ inputs, program }: Declaration, market: OpenMarket, { state, survey, root }: Known): InTheWay | undefined {
  const own = program === undefined || root === null ? undefined : urnOf(program, root, resourceType);
  const tainted = state.entries.find(({ isTainted }) => isTainted === true);
  if (tainted !== undefined) return { entry: tainted, is: "tainted" };
  const replacing = state.entries.find(({ urn }) => urn === own);
  if (replacing !== undefined) return { entry: replacing, is: "replaced" };
  const { name, adopt } = inputs;
  if (name === undefined || adopt !== undefined) return undefined;
  const alive = new Set(namedExactly(survey?.applications ?? [], name).map(({ id }) => id));
  const entry = state.entries.find((one) => alive.has(one.id) || (survey === undefined && hasPlace(one, name, market)));
  return entry === undefined ? undefined : { entry, is: "elsewhere" };
}

/** Where the service cannot be asked, the state alone tells whose name it is. */
function hasPlace({ outputs }: StackEntry, name: string, market: OpenMarket): boolean {
  return market
    .placesOf(name)
    .some((place) => (["name", "market", "projectId", "cloudRegion", "endpoint"] as const).every((part) => outputs[part] === place[part]));
}

/** The refusal of a new resource for what the stack manages already; undefined when nothing of it is in the way. */
export function managedAlready(declaration: Declaration, market: OpenMarket, known: Known): Message | undefined {
  const found = entryOf(declaration, market, known);
  if (found?.is === "tainted") return replacesTainted(found.entry);
  if (found?.is === "replaced") return replaced(declaration.inputs, declaration.program, market);
  return found === undefined ? undefined : managedElsewhere(declaration, found.entry, known.root);
}

/** The refusal of a replacement, which would be a second application. */
export function replaced({ name }: Partial<ApplicationInputs>, program: ProgramFacts | undefined, market: OpenMarket): Message {
  const values = { name: plain(name ?? program?.resource ?? ""), market: plain(market.name) };
  return message("SMS2021", { what: "replaced", values, why: "replaced", do: ["leaveReplacement"] });
}

/** The refusal of whatever is new while the state has a tainted application: the engine replaces it, under whatever name the program gives it by now. */
function replacesTainted({ urn, id }: StackEntry): Message {
  const values = { urn: plain(urn) };
  return message("SMS2021", { what: "tainted", values, facts: { resource: plain(urn), id: plain(id) }, why: "replaced", do: ["untaint"] });
}

/** The refusal of a second resource for an application that the stack manages under another URN: renamed or moved in the program, as a rule. */
function managedElsewhere({ inputs, program }: Declaration, entry: StackEntry, root: string | null): Message {
  const { ways, values } = waysToMove(entry, { program, root });
  return message("SMS2021", {
    what: "elsewhere",
    values: { ...values, name: plain(inputs.name ?? ""), market: plain(inputs.market ?? "") },
    facts: { resource: plain(entry.urn), id: plain(entry.id) },
    why: "elsewhere",
    do: [...ways, "rename"],
  });
}
