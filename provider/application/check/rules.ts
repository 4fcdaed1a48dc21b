import { validateApplication } from "../../../schemas/generated/application-validator";
import { pathText } from "../../messages";
import { type Problem, problemsOf } from "../../rules";
import type { Declaration } from "../facts/declaration";

/**
 * The rules of the schema that a declaration breaks. What is not known yet breaks no rule:
 * it counts as present, and rules that depend on it wait until it is known.
 */
export function brokenRules({ inputs, unknown }: Declaration): Problem[] {
  const problems = problemsOf(validateApplication, inputs);
  return problems.filter(({ code, absent }) => !(awaited.has(code) && absent !== undefined && unknown.has(absent)));
}

/** Rules that a value which is not known yet may still satisfy: a setting is missing, or needs another one. */
const awaited = new Set<Problem["code"]>(["SMS1002", "SMS1006"]);

/** One line for one broken rule, as a check failure shows it. */
export function ruleText({ code, path, message, nextStep, source }: Problem): string {
  return `${code}: ${pathText(path)}: ${message}; ${nextStep}${source === undefined ? "" : ` (rule: ${source})`}`;
}
