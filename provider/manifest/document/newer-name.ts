import { newerNames } from "../../../schemas/generated/settings";
import type { Problem } from "../../rules";
import { quoted } from "../../messages";
import type { Settings } from "./defaults";

/**
 * A name that the contract refuses and a newer edition of the manual allows is told as that, once, instead of by the rules that it breaks:
 * its author most likely read the newer page.
 *
 * @param settingsOf the settings of an application by its logical name, with the defaults of its document
 */
export function newerName(problems: readonly Problem[], settingsOf: (logicalName: string) => Settings): Problem[] {
  const told = new Set<string>();
  return problems.flatMap((problem): Problem[] => {
    const { path, code } = problem;
    const [group, logicalName, setting] = path;
    if (code !== "SMS1004" || group !== "applications" || setting !== "name" || path.length !== 3) return [problem];
    const newer = newerProblem(problem, settingsOf(String(logicalName)));
    if (newer === undefined) return [problem];
    return told.has(String(logicalName)) ? [] : (told.add(String(logicalName)), [newer]);
  });
}

function newerProblem(problem: Problem, { market, name }: Settings): Problem | undefined {
  if (typeof name !== "string" || typeof market !== "string" || !Object.hasOwn(newerNames, market)) return undefined;
  const { pattern, edition, source } = newerNames[market as keyof typeof newerNames];
  if (!new RegExp(pattern, "u").test(name)) return undefined;
  const message = `is allowed by the manual's edition of ${edition} and not by the contract of this project (1 to 30 letters, digits and some signs), and is ${quoted(name)}`;
  return { ...problem, code: "SMS1113", message, nextStep: "choose a name that both allow; it can be changed later", source };
}
