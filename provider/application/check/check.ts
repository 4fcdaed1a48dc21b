import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { ForeseenError, message, plain, type Message } from "../../messages";
import { adviceFor } from "../../rules";
import {
  changedSettings,
  immutableSettings,
  sameSetting,
  settingNames,
  type Declaration,
  type ImmutableSetting,
} from "../facts/declaration";
import type { Surroundings } from "../run/surroundings";
import { preflight, type Preflight } from "./preflight";
import { brokenRules } from "./rules";

/**
 * Judges a declaration before anything happens, in preview and in up: the rules of the schema, what cannot change,
 * and, for an application that is to be created or renamed, whether the service will have it. Reads, and writes nothing. What is allowed and will surprise all the same is a warning.
 *
 * @param recorded the inputs of the last run; empty when the application is to be created (or replaced)
 * @returns one message for each reason to refuse, none when the declaration is good; for a creation the mark that the state is to keep
 */
export async function checkApplication(
  recorded: Partial<ApplicationInputs>,
  declaration: Declaration,
  surroundings: Surroundings,
): Promise<Preflight> {
  if (recorded.name !== undefined) surroundings.record(recorded, declaration.program);
  const broken = brokenRules(declaration);
  const refused = [...broken, ...refusedChanges(recorded, declaration)];
  if (refused.length > 0) return { refusals: refused };
  if (declaration.siblings === undefined) adviceOn(declaration.inputs).forEach(surroundings.run.warn);
  const { inputs, unknown } = declaration;
  if (unknown.size === 0 && changedSettings(recorded, inputs).length === 0) return { refusals: [] };
  if (unknown.has("profile") || inputs.market === undefined) return { refusals: [] };
  try {
    const market = surroundings.market({ ...inputs, market: inputs.market });
    return await preflight(recorded, declaration, market, surroundings);
  } catch (error) {
    if (error instanceof ForeseenError) return { refusals: [error.told] };
    throw error;
  }
}

/** What a manifest says with file and line, for an application that a program declares. */
function adviceOn(inputs: Partial<ApplicationInputs>): Message[] {
  const whose = inputs.name === undefined ? [] : [{ label: "application", text: plain(inputs.name) }];
  return adviceFor(inputs).map((advice) => ({ ...advice, facts: [...whose, ...advice.facts] }));
}

function refusedChanges(recorded: Partial<ApplicationInputs>, { inputs, unknown }: Declaration): Message[] {
  if (!settingNames.some((name) => recorded[name] !== undefined)) return [];
  const changed = immutableSettings.filter((name) => !unknown.has(name) && !sameSetting(recorded[name], inputs[name]));
  return [...changed.map((name) => immutableChanged(name, recorded[name], inputs[name])), ...actsAtCreation(recorded, inputs)];
}

const immutableChanged = (setting: ImmutableSetting, before: string | undefined, after: string | undefined) =>
  message("SMS2010", {
    values: { setting: plain(setting), before: plain(before ?? "none"), after: plain(after ?? "none") },
    do: [before === undefined ? "remove" : "back", "second"],
  });

// Whether the field does anything on an update is not documented (GAP-PUT), so a change of it would be pretended.
function actsAtCreation(recorded: Partial<ApplicationInputs>, inputs: Partial<ApplicationInputs>): Message[] {
  const { adopt, testSignatureAndTemplate = false } = recorded;
  if (adopt !== undefined && inputs.adopt !== undefined && adopt !== inputs.adopt) {
    const values = { setting: plain("adopt"), before: plain(adopt), after: plain(inputs.adopt) };
    return [message("SMS2013", { what: "changed", values, do: ["back", "remove", "second"] })];
  }
  const after = inputs.testSignatureAndTemplate ?? testSignatureAndTemplate;
  if (testSignatureAndTemplate === after) return [];
  const values = { setting: plain("testSignatureAndTemplate"), before: plain(testSignatureAndTemplate), after: plain(after) };
  return [message("SMS2013", { what: "changed", values, do: ["back", "remove"] })];
}
