import { validateApplication } from "../../schemas/generated/application-validator";
import { markets, newerNames } from "../../schemas/generated/settings";
import { asShown, message, plain, quoted } from "../messages";
import { meantValue } from "./other-words";
import { causeOf, distinct } from "./own-causes";
import type { Problem } from "./problem";
import { problemsOf } from "./problems-of";

/**
 * The rules that one application breaks, each once; paths begin at its settings. Its name is judged although the market is wrong.
 *
 * @param otherwise the market, where it was given by a key that is a slip
 */
export function applicationProblems(settings: Readonly<Record<string, unknown>>, otherwise?: unknown): Problem[] {
  const problems = problemsOf(validateApplication, settings).map((problem) => newerName(problem, settings));
  return distinct([...problems, ...nameProblems(settings, otherwise)], causeOf);
}

/** What is wrong with a name in the market that was probably meant; where nobody knows it, what no market allows. */
function nameProblems(settings: Readonly<Record<string, unknown>>, otherwise: unknown): Problem[] {
  const { market: given = otherwise, name } = settings;
  if (typeof name !== "string" || markets.some((known) => known === settings["market"])) return [];
  const market = typeof given === "string" ? meantValue(given, markets) : undefined;
  // Its characters are those of all markets together.
  const judged = { market: market ?? "chinese-mainland", name };
  const problems = problemsOf(validateApplication, judged);
  return problems.map((problem) => (market === undefined ? withoutWhy(problem) : newerName(problem, judged)));
}

function withoutWhy({ why: _, ...problem }: Problem): Problem {
  return problem;
}

/**
 * A name that the contract refuses and a newer edition of the manual allows is reported as that (SMS1113), instead of by the rules that
 * it breaks: its author most likely read the newer page. Any other problem stays as it is.
 *
 * @param problem one of an application; only its last steps may be those of the name
 * @param settings the application that it is about, with its defaults
 */
export function newerName(problem: Problem, { market, name }: Readonly<Record<string, unknown>>): Problem {
  const { path, code, target } = problem;
  if (code !== "SMS1004" || path.at(-1) !== "name" || typeof name !== "string") return problem;
  const newer = typeof market === "string" && Object.hasOwn(newerNames, market) ? newerNames[market as keyof typeof newerNames] : undefined;
  if (newer === undefined || !new RegExp(newer.pattern, "u").test(name)) return problem;
  const values = { setting: plain("name"), edition: plain(newer.edition), value: asShown(quoted(name)) };
  const facts = { here: plain("1 to 30 letters, digits and some signs") };
  return { ...message("SMS1113", { values, facts, do: ["choose"] }), path, target, source: newer.source };
}
