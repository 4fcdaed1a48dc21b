import type { ManagementApi } from "../../service";
import { ForeseenError } from "../../messages";
import { inputsWithin } from "../facts/declaration";
import { evidenceOf, namedExactly } from "../facts/existing";
import type { ApplicationOutputs } from "../facts/outputs";
import type { Surroundings } from "../run/surroundings";

/**
 * Where an application may be that the service does not find: under another id in its market, or in the account of another profile.
 * Only reads.
 *
 * @returns one sentence for each place that was looked at
 */
export async function traces(
  id: string,
  recorded: Partial<ApplicationOutputs>,
  api: ManagementApi,
  surroundings: Surroundings,
): Promise<string[]> {
  const others = surroundings.run.profiles().filter((profile) => profile !== recorded.profile);
  return Promise.all([underAnotherId(recorded, api), ...others.map((profile) => inProfile(profile, id, recorded, surroundings))]);
}

async function underAnotherId({ name, market }: Partial<ApplicationOutputs>, api: ManagementApi): Promise<string> {
  if (name === undefined || market === undefined) return "Its name is not recorded, so it could not be looked for.";
  return seen(async () => {
    const [found] = namedExactly(await api.listApplications(market), name);
    if (found === undefined) return `No ${market} application there is named ${name}.`;
    return `The name exists under another id: ${evidenceOf(found)}. To manage that one, remove this one from the state and declare adopt: ${found.id}.`;
  }, "The list of applications");
}

async function inProfile(profile: string, id: string, recorded: Partial<ApplicationOutputs>, surroundings: Surroundings): Promise<string> {
  return seen(async () => {
    const found = await surroundings.account({ ...inputsWithin(recorded), profile }).showApplication(id);
    return `It exists in the account of profile ${profile}: ${evidenceOf(found)}. Put the settings back with which it was made, or remove it from the state and declare profile: ${profile} with adopt: ${id}.`;
  }, `Profile ${profile}`);
}

async function seen(look: () => Promise<string>, place: string): Promise<string> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ForeseenError) return `${place} does not show it (${error.code}).`;
    throw error;
  }
}
