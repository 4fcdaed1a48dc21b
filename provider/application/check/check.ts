import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import { ForeseenError } from "../../messages";
import { changedSettings, immutableSettings, sameSetting, settingNames, type Declaration } from "../facts/declaration";
import { lifeCycleCodes } from "../says/life-cycle-error";
import { preflight } from "./preflight";
import { brokenRules, ruleText } from "./rules";
import type { Surroundings } from "../run/surroundings";

/**
 * Judges a declaration before anything happens, in preview and in up: the rules of the schema, what cannot change,
 * and, for an application that is to be created or renamed, whether the service will have it. Reads, and writes nothing.
 *
 * @param recorded the inputs of the last run; empty when the application is to be created (or replaced)
 * @returns one text for each reason to refuse; empty when the declaration is good
 */
export async function checkApplication(
  recorded: Partial<ApplicationInputs>,
  declaration: Declaration,
  surroundings: Surroundings,
): Promise<string[]> {
  if (recorded.name !== undefined) surroundings.record(recorded);
  const broken = brokenRules(declaration).map(ruleText);
  const refused = [...broken, ...refusedChanges(recorded, declaration)];
  if (refused.length > 0) return refused;
  const { inputs, unknown } = declaration;
  if (unknown.size === 0 && changedSettings(recorded, inputs).length === 0) return [];
  if (unknown.has("profile") || inputs.market === undefined) return [];
  try {
    const market = surroundings.market({ ...inputs, market: inputs.market });
    return await preflight(recorded, declaration, market, surroundings);
  } catch (error) {
    if (error instanceof ForeseenError) return [error.message];
    throw error;
  }
}

function refusedChanges(recorded: Partial<ApplicationInputs>, { inputs, unknown }: Declaration): string[] {
  if (!settingNames.some((name) => recorded[name] !== undefined)) return [];
  const changed = immutableSettings.filter((name) => !unknown.has(name) && !sameSetting(recorded[name], inputs[name]));
  return [...changed.map((name) => immutableText(name, recorded[name], inputs[name])), ...actsAtCreation(recorded, inputs)];
}

function immutableText(name: string, before: string | undefined, after: string | undefined): string {
  return (
    `${lifeCycleCodes.immutableChanged}: ${name}: cannot change from ${before ?? "none"} to ${after ?? "none"}. ` +
    `A replacement would be a second application, and none can ever be deleted. ${before === undefined ? `Remove ${name} again` : `Set ${name} back to ${before}`}; ` +
    `for an application with the other ${name}, declare a second resource.`
  );
}

// Whether the field does anything on an update is not documented (GAP-PUT), so a change of it would be pretended.
function actsAtCreation(recorded: Partial<ApplicationInputs>, inputs: Partial<ApplicationInputs>): string[] {
  const adopted = recorded.adopt !== undefined && inputs.adopt !== undefined && recorded.adopt !== inputs.adopt;
  if (adopted) {
    return [
      `${lifeCycleCodes.actsAtCreation}: adopt: acts only when a resource is new; it was ${String(recorded.adopt)} and cannot become ${String(inputs.adopt)}. ` +
        `Set it back or remove it; for another application declare a second resource.`,
    ];
  }
  const before = recorded.testSignatureAndTemplate ?? false;
  const after = inputs.testSignatureAndTemplate ?? before;
  if (before === after) return [];
  return [
    `${lifeCycleCodes.actsAtCreation}: testSignatureAndTemplate: acts only when the application is created; ` +
      `it was ${String(before)} then and cannot become ${String(after)}. Set it back, or remove it.`,
  ];
}
