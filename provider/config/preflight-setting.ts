import { validateConfiguration } from "../../schemas/generated/configuration-validator";
import { ForeseenError, sentence } from "../messages";
import { problemsOf } from "../rules";
import type { SettingsSource } from "./account-sources";

/**
 * Whether the configuration wants previews to fail while the service cannot be reached.
 *
 * @throws ForeseenError SMS4002 for any other word
 */
export function preflightRequired(settings: SettingsSource): boolean {
  const preflight = settings.get("preflight");
  if (preflight === undefined) return false;
  const [problem] = problemsOf(validateConfiguration, { preflight }, () => "msgsms:preflight");
  if (problem !== undefined) throw new ForeseenError("SMS4002", `${sentence(problem)}.`);
  return preflight === "required";
}
