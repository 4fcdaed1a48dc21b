import { applicationProblems, type Problem } from "../../rules";
import type { Declaration } from "../facts/declaration";

/**
 * The rules of the schema that a declaration breaks. What is not known yet breaks no rule:
 * it counts as present, and rules that depend on it wait until it is known.
 */
export function brokenRules({ inputs, unknown }: Declaration): Problem[] {
  const problems = applicationProblems(inputs);
  return problems.filter(({ code, absent }) => !(awaited.has(code) && absent !== undefined && unknown.has(absent)));
}

/** Rules that a value which is not known yet may still satisfy: a setting is missing, or needs another one. */
const awaited = new Set<Problem["code"]>(["SMS1002", "SMS1006"]);
