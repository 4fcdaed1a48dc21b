import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { settings } from "../../../schemas/generated/settings";
import { oneSpelling } from "../../rules";
import type { ProgramFacts } from "./program-facts";
import type { ConsoleOnlySetting } from "../public";

export type SettingName = keyof ApplicationInputs;

/** Another application that the same manifest declares: what decides whether the service will have it. */
export interface Sibling extends Pick<ApplicationInputs, "market" | "name" | "profile" | "adopt"> {
  /** Logical name of its resource. */
  resource: string;
}

/**
 * What a program declares for one application. In a preview some values are not known yet;
 * their names are in `unknown` and they are absent from `inputs`.
 */
export interface Declaration {
  inputs: Partial<ApplicationInputs>;
  unknown: ReadonlySet<string>;
  /** Applications of the manifest that this one is in; undefined for one that a program declares, whose advice nobody has said yet. */
  siblings?: readonly Sibling[];
  /** Undefined where another program than ours declares it. */
  program?: ProgramFacts;
}

export const settingNames = Object.keys(settings) as SettingName[];

export const consoleOnlySettings = settingNames.filter((name): name is ConsoleOnlySetting => settings[name].apiAccess === "console-only");

export type ImmutableSetting = "market" | "profile";
/** The settings that are fixed when the application is created. */
export const immutableSettings = settingNames.filter((name): name is ImmutableSetting => settings[name].immutable);

/** The inputs within a property bag that also holds other things, such as outputs. */
export function inputsWithin(properties: Readonly<Record<string, unknown>>): Partial<ApplicationInputs> {
  const present = settingNames.filter((name) => properties[name] !== undefined && properties[name] !== null);
  return Object.fromEntries(present.map((name) => [name, properties[name]]));
}

/** Whether two values of a setting mean the same; order and spelling of addresses do not matter, because the console may show others than were declared. */
export function sameSetting(left: unknown, right: unknown): boolean {
  return JSON.stringify(ordered(left)) === JSON.stringify(ordered(right));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => oneSpelling(String(item))).sort();
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([key, part]) => [key, ordered(part)]);
}

/** The settings whose value differs between two sets of inputs. */
export function changedSettings(before: Partial<ApplicationInputs>, after: Partial<ApplicationInputs>): SettingName[] {
  return settingNames.filter((name) => !sameSetting(before[name], after[name]));
}
