import { message, plain } from "../../messages";
import { Bounded } from "../bounded";
import { diagnosticAt, placeText, type Diagnostic } from "../diagnostic";
import type { DeclaredApplication, DeclaredName } from "../document/documents";

/**
 * A logical name is the identity of an application in Pulumi, so it stands once in all documents and files together.
 * Gives a diagnostic at each further place, with the first one beside it.
 */
export const duplicateNames = (declared: readonly DeclaredName[]): Bounded =>
  repetitions(
    declared,
    ({ logicalName }) => logicalName,
    (again, first) => {
      const { logicalName, range } = again;
      const told = message("SMS1110", { values: { name: plain(logicalName), first: placeOf(first) }, do: ["rename", "remove"] });
      return diagnosticAt(told, { file: again.file, range, path: ["applications", logicalName], related: firstOf(first) });
    },
  );

/**
 * The service knows an application name once in a market of an account (MSGSMS.0051). Two applications that take over
 * different existing ones by id are reported as well: one of the two ids must be wrong.
 */
export function sameNames(applications: readonly DeclaredApplication[]): Bounded {
  const identity = ({ inputs: { profile, market, name } }: DeclaredApplication) => JSON.stringify([profile, market, name]);
  return repetitions(applications, identity, (again, first) => {
    const values = { name: plain(again.inputs.name), other: plain(first.logicalName), first: placeOf(first) };
    const told = message("SMS1114", { values, do: ["rename", "remove"] });
    const range = again.locate(["name"], "value");
    const path = ["applications", again.logicalName, "name"];
    return diagnosticAt(told, { file: again.file, range, path, related: firstOf(first) });
  });
}

/** Each further one with the first one of the same identity. */
function repetitions<T>(all: readonly T[], identity: (one: T) => string, tell: (again: T, first: T) => Diagnostic): Bounded {
  const known = new Map<string, T>();
  const found = new Bounded();
  for (const one of all) {
    const key = identity(one);
    const first = known.get(key);
    if (first === undefined) known.set(key, one);
    else found.add("error", () => tell(one, first));
  }
  return found;
}

const placeOf = ({ file, range }: DeclaredName) => plain(placeText(file, range));

const firstOf = ({ file, range }: DeclaredName) => [{ what: "first declared here", file, range }];
