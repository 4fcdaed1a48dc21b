import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { LiveApplication, WritableSettings } from "../../service";
import { defined } from "./defined";

/** The settings of a declaration that the management API can write. */
export function writableSettings({ market, name, uplinkDestination, enterpriseProjectId }: ApplicationInputs): WritableSettings {
  return defined({ market, name, uplinkDestination, enterpriseProjectId });
}

const comparable = ["name", "uplinkDestination", "enterpriseProjectId"] as const;

/**
 * Each written setting that the service shows with another value. What its answer does not contain is not compared.
 *
 * @returns one sentence for each, naming both values
 */
export function settingsNotTaken(written: WritableSettings, live: LiveApplication): string[] {
  const differing = comparable.filter(
    (setting) => written[setting] !== undefined && live[setting] !== undefined && written[setting] !== live[setting],
  );
  return differing.map(
    (setting) =>
      `${setting} did not take: ${JSON.stringify(written[setting])} was sent, and the service shows ${JSON.stringify(live[setting])}`,
  );
}
