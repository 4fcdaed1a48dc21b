import { validateConfiguration } from "../../schemas/generated/configuration-validator";
import { problemsOf } from "../rules";
import type { SettingsSource } from "./account-sources";
import { requireNone, withoutValue } from "./valid-settings";

/**
 * Whether the configuration wants previews to fail while the service cannot be reached.
 *
 * @throws ForeseenError SMS4002 for any other word
 */
export function preflightRequired(settings: SettingsSource): boolean {
  const preflight = settings.get("preflight");
  if (preflight === undefined) return false;
  const name = "msgsms:preflight";
  const problems = problemsOf(validateConfiguration, { preflight }, () => name);
  requireNone(settings.hides?.("preflight") === true ? problems.map((problem) => withoutValue(problem, name)) : problems);
  return preflight === "required";
}
