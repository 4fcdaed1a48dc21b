import { asShown, message, plain, type Message } from "../../messages";
import type { LiveApplication } from "../../service";
import { evidenceOf } from "../facts/existing";
import { resourceType } from "../facts/outputs";
import { type ProgramFacts, urnOf } from "../facts/program-facts";
import type { StackEntry } from "../run/stack-state";

/** The refusal to adopt what another resource of the stack has. */
export function managedByAnother(live: LiveApplication, managing: StackEntry, known: Mover): Message {
  const { ways, values } = waysToMove(managing, known);
  const facts = { exists: evidenceOf(live), resource: plain(managing.urn) };
  return message("SMS2020", {
    what: "inTheState",
    values: { ...values, name: plain(live.name) },
    facts,
    why: "inTheState",
    do: [...ways, "one"],
  });
}

/** The new resource, as far as it is known, and the URN of the stack. */
interface Mover {
  program: ProgramFacts | undefined;
  root: string | null;
}

/** How a resource keeps its application when its name, its type or its parent changes in the program. */
export function waysToMove({ urn }: StackEntry, { program, root }: Mover) {
  const alias = program?.entry === undefined ? ("alias" as const) : ("aliasOfEntry" as const);
  const own = program === undefined || root === null ? undefined : urnOf(program, root, resourceType);
  // The command changes the name alone, so it helps where nothing else differs.
  const isRenamed = own !== undefined && withoutName(own) === withoutName(urn);
  return {
    ways: isRenamed ? [alias, "stateRename" as const] : [alias],
    values: {
      urn: plain(urn),
      resource: plain(program?.resource ?? ""),
      entry: asShown(`{ "${plain(program?.entry ?? "")}": ["${plain(urn)}"] }`),
    },
  };
}

const withoutName = (urn: string) => urn.split("::").slice(0, 3).join("::");
