import { validateApplication } from "../../schemas/generated/application-validator";
import { newerName } from "./newer-name";
import { distinct } from "./own-causes";
import { causeOf, type Problem } from "./problem";
import { problemsOf } from "./problems-of";

/** The rules that one application breaks, each once; paths begin at its settings. */
export function applicationProblems(settings: Readonly<Record<string, unknown>>): Problem[] {
  const problems = problemsOf(validateApplication, settings);
  return distinct(
    problems.map((problem) => newerName(problem, settings)),
    causeOf,
  );
}
