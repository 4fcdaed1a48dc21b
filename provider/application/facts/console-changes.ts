import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { settings } from "../../../schemas/generated/settings";
import type { LiveApplication, Market } from "../../service";
import type { ConsoleChange, ConsoleOnlySetting } from "../public";
import { consoleOnlySettings, sameSetting } from "./declaration";
import { defined } from "./defined";

const menus: Record<Market, string> = {
  "chinese-mainland": "Chinese Mainland SMS",
  international: "International SMS",
  european: "European SMS",
};

/** Each declared console-only setting with its state; empty when nothing of the kind is declared. */
export function consoleChangesOf(inputs: ApplicationInputs, live: Partial<LiveApplication>): ConsoleChange[] {
  return consoleOnlySettings.flatMap((setting) => {
    const value = inputs[setting];
    return value === undefined ? [] : [consoleChange(setting, value, inputs, live)];
  });
}

function consoleChange(
  setting: ConsoleOnlySetting,
  value: ConsoleChange["value"],
  inputs: ApplicationInputs,
  live: Partial<LiveApplication>,
): ConsoleChange {
  const instruction = instructionFor(setting, value, inputs);
  // Of the three settings only the whitelist is ever shown by the API, and only on the China site (API-ZH).
  const liveValue = setting === "ipWhitelist" ? live.ipWhitelist : undefined;
  if (liveValue !== undefined && sameSetting(liveValue, value)) return { setting, value, status: "verified", instruction };
  if (liveValue !== undefined && liveValue.length > 0) return { setting, value, status: "differs", liveValue, instruction };
  const confirmed = liveValue === undefined && sameSetting(inputs.confirmedInConsole?.[setting], value);
  return { setting, value, status: confirmed ? "confirmed" : "todo", instruction };
}

function instructionFor(setting: ConsoleOnlySetting, value: ConsoleChange["value"], inputs: ApplicationInputs): string {
  const { menuPath, field, entered, delay } = consoleEntryOf(setting, value, inputs);
  return `Message & SMS console, ${menuPath[0]}, application ${menuPath[1]}: set ${field} to ${entered || "empty"}.${delay === undefined ? "" : ` It ${delay}.`}`;
}

/** Where and how a person enters a setting on the console. */
export interface ConsoleEntry {
  /** The menu of the market, then the application. */
  menuPath: [menu: string, application: string];
  field: string;
  /** What to type or to choose; empty to clear the field. */
  entered: string;
  /** What happens later, of the setting: `takes effect …`. */
  delay?: string;
}

export function consoleEntryOf(
  setting: ConsoleOnlySetting,
  value: ConsoleChange["value"],
  { market, name }: ApplicationInputs,
): ConsoleEntry {
  return defined({
    menuPath: [menus[market], name] satisfies ConsoleEntry["menuPath"],
    field: settings[setting].consoleField,
    entered: typeof value === "boolean" ? (value ? "Required" : "Not required") : [value].flat().join(","),
    delay: delayOf(setting),
  });
}

function delayOf(setting: ConsoleOnlySetting): string | undefined {
  const { consoleDelayMinutes }: { consoleField: string; consoleDelayMinutes?: readonly number[] } = settings[setting];
  return consoleDelayMinutes === undefined ? undefined : `takes effect ${consoleDelayMinutes.join(" to ")} minutes later`;
}
