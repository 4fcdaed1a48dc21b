import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { limits } from "../../../schemas/generated/settings";
import { validateManifest } from "../../../schemas/generated/manifest-validator";
import {
  applicationProblems,
  causeOf,
  distinct,
  isRefusal,
  leftOut,
  meantKeys,
  newerName,
  problemsOf,
  withoutSlips,
  type Problem,
} from "../../rules";
import { pathText } from "../../messages";
import { settingOf } from "../document-path";
import { originOf, settingsIn, withDefaults, type Settings } from "./defaults";
import { plainSecrets } from "./secrets";

/** An application without a problem. */
export interface CheckedApplication {
  logicalName: string;
  /** With the defaults of the document. */
  inputs: ApplicationInputs;
  /** Its own settings only. */
  entry: Settings;
}

/** What a document declares, by the rules of the schemas. */
export interface CheckedDocument {
  applications: CheckedApplication[];
  defaults: Settings;
  /** One for each cause; paths begin at the document's root. */
  problems: Problem[];
  /** How many errors were not made into problems. */
  more: number;
}

/**
 * Checks a document as a manifest, then each application together with its defaults. Rules between settings hold for
 * the merged application only, because the other setting may stand in the defaults. Applications beyond those that a run may have are not
 * looked at: that there are too many is an error by itself (together/amounts.ts).
 */
export function checkDocument(whole: unknown): CheckedDocument {
  const document = withinRun(whole);
  const found = plainSecrets(problemsOf(validateManifest, document, settingOf).filter(({ code }) => code !== "SMS1006"));
  const more = leftOut(validateManifest);
  const manifest = settingsIn(document) ?? {};
  const inDefaults = found.filter(({ path }) => path[0] === "defaults");
  const defaults = withoutRefused(settingsIn(manifest["defaults"]) ?? {}, inDefaults, 1);
  const entries = settingsIn(manifest["applications"]) ?? {};
  const problems = withNewerNames(found, (logicalName) => withDefaults(defaults, settingsIn(entries[logicalName]) ?? {}));
  const meantInDefaults = meantKeys(inDefaults);
  const byEntry = problemsByEntry(problems);
  const known = new Set(problems.map(causeOf));
  const applications: CheckedApplication[] = [];

  for (const [logicalName, value] of Object.entries(entries)) {
    const given = settingsIn(value);
    if (given === undefined) continue;
    const inEntry = byEntry.get(logicalName) ?? [];
    const entry = withoutRefused(given, inEntry, 2);
    const inputs = withDefaults(defaults, entry);
    const otherwise = valueOfSlip("market", given, inEntry) ?? valueOfSlip("market", settingsIn(manifest["defaults"]) ?? {}, inDefaults);
    const merged = applicationProblems(inputs, otherwise).map((problem) => ({
      ...problem,
      path: originOf(problem, logicalName, entry, defaults),
    }));
    for (const problem of withoutSlips(merged, meantInDefaults, meantKeys(inEntry))) {
      if (known.has(causeOf(problem))) continue;
      known.add(causeOf(problem));
      problems.push(problem.path[0] === "defaults" ? forOneApplication(problem, logicalName) : problem);
    }
    // The validator has just accepted the merged settings, so they are what the type says.
    if (merged.length + inEntry.length === 0) applications.push({ logicalName, inputs: inputs as unknown as ApplicationInputs, entry });
  }
  return { applications, defaults, problems, more };
}

function withinRun(document: unknown): unknown {
  const manifest = settingsIn(document);
  const entries = Object.entries(settingsIn(manifest?.["applications"]) ?? {});
  if (entries.length <= limits.applications) return document;
  return { ...manifest, applications: Object.fromEntries(entries.slice(0, limits.applications)) };
}

/** @param settingsOf the settings of an application by its logical name, with the defaults of its document */
function withNewerNames(problems: readonly Problem[], settingsOf: (logicalName: string) => Settings): Problem[] {
  const renamed = problems.map((problem) => {
    const [group, logicalName, setting] = problem.path;
    return group === "applications" && setting === "name" ? newerName(problem, settingsOf(String(logicalName))) : problem;
  });
  return distinct(renamed, causeOf);
}

function problemsByEntry(problems: Problem[]): Map<string, Problem[]> {
  const byEntry = new Map<string, Problem[]>();
  for (const problem of problems) {
    if (problem.path[0] !== "applications" || problem.path.length < 2) continue;
    const name = String(problem.path[1]);
    const known = byEntry.get(name);
    if (known === undefined) byEntry.set(name, [problem]);
    else known.push(problem);
  }
  return byEntry;
}

/** The settings but those whose key is unknown or forbidden: these are reported once and then count as not there. */
function withoutRefused(settings: Settings, problems: Problem[], depth: number): Settings {
  if (problems.length === 0) return settings;
  const refused = problems.filter(({ code, path }) => path.length === depth + 1 && (code === "SMS1001" || isRefusal(code)));
  const names = new Set(refused.map(({ path }) => path[depth]));
  return Object.fromEntries(Object.entries(settings).filter(([setting]) => !names.has(setting)));
}

/** What was given by an unknown key that was probably meant to be this setting. */
function valueOfSlip(setting: string, settings: Settings, problems: readonly Problem[]): unknown {
  const slip = problems.find(({ code, absent }) => code === "SMS1001" && absent === setting);
  return slip === undefined ? undefined : settings[String(slip.path.at(-1))];
}

function forOneApplication(problem: Problem, logicalName: string): Problem {
  return { ...problem, facts: [...problem.facts, { label: "for", text: pathText(["applications", logicalName]) }] };
}
