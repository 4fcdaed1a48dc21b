import { outputNames, settingNames } from "../../application";

/** Properties of the engine without nulls: {@link withNulls} writes null for what is absent, and a null input is one that is not given. */
export function withoutNulls(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined));
}

const nothing = Object.fromEntries([...settingNames, ...outputNames].map((name) => [name, null]));

/** Outputs, whole: a property that is left out would be shown as unknown in every later preview. */
export const withNulls = (outputs: Readonly<Record<string, unknown>>): Record<string, unknown> => ({ ...nothing, ...outputs });
