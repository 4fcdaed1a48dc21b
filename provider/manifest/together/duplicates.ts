import { severityOf } from "../../messages";
import { placeText, type Diagnostic } from "../diagnostic";
import type { DeclaredApplication, DeclaredName } from "../document/documents";

/**
 * A logical name is the identity of an application in Pulumi, so it stands once in all documents and files together.
 * Gives a diagnostic at each further place, with the first one beside it.
 */
export function duplicateNames(declared: readonly DeclaredName[]): Diagnostic[] {
  return repetitions(declared, ({ logicalName }) => logicalName).map(([again, first]) => ({
    ...atFurther("SMS1110", again, first, "the logical name is declared twice"),
    range: again.range,
    path: ["applications", again.logicalName],
    nextStep: "give one of the two another logical name, or remove it",
    source: "DECISION-MANIFEST",
  }));
}

/**
 * The service knows an application name once in a market of an account (MSGSMS.0051). Two applications that take over
 * different existing ones by id are told as well: one of the two ids must be wrong.
 */
export function sameNames(applications: readonly DeclaredApplication[]): Diagnostic[] {
  const identity = ({ inputs: { profile, market, name } }: DeclaredApplication) => JSON.stringify([profile, market, name]);
  return repetitions(applications, identity).map(([again, first]) => ({
    ...atFurther("SMS1114", again, first, `${first.logicalName} has the same name in the same market and profile`),
    range: again.locate(["name"], "value"),
    path: ["applications", again.logicalName, "name"],
    nextStep: "give one of the two another name, or remove it",
    source: "ERR-ZH (MSGSMS.0051)",
  }));
}

/** Each further one with the first one of the same identity. */
function repetitions<T>(all: readonly T[], identity: (one: T) => string): [again: T, first: T][] {
  const known = new Map<string, T>();
  return all.flatMap((one): [T, T][] => {
    const key = identity(one);
    const first = known.get(key);
    if (first !== undefined) return [[one, first]];
    known.set(key, one);
    return [];
  });
}

function atFurther(code: Diagnostic["code"], { file }: DeclaredName, first: DeclaredName, message: string) {
  return {
    code,
    severity: severityOf(code),
    message: `${message}, first at ${placeText(first.file, first.range)}`,
    file,
    related: [{ message: "first declared here", file: first.file, range: first.range }],
  };
}
