import { asShown, ForeseenError, message, plain, type Message, type Shown } from "../../messages";
import type { LiveApplication, ManagementApi } from "../../service";
import { inputsWithin } from "../facts/declaration";
import { evidenceOf, namedExactly } from "../facts/existing";
import type { ApplicationOutputs } from "../facts/outputs";
import type { Surroundings } from "../run/surroundings";
import { accountIn } from "../says/refusals";

/**
 * What to say of an application that the service does not find (SMS2007), with where it may be: under another id in its market, or in
 * the account of another profile. Only reads.
 */
export async function missing(id: string, recorded: Partial<ApplicationOutputs>, surroundings: Surroundings): Promise<Message> {
  const inputs = inputsWithin(recorded);
  const api = surroundings.account(inputs);
  const isNamed = recorded.name !== undefined && recorded.market !== undefined;
  const sameName = await traceOf(() => underAnotherId(recorded, api));
  const profiles = new Map<string, Trace>();
  for (const profile of surroundings.run.profiles())
    if (profile !== recorded.profile)
      profiles.set(profile, await traceOf(() => surroundings.account({ ...inputs, profile }).showApplication(id)));
  const [profile] = [...profiles].find(([, { found }]) => found !== undefined) ?? [];
  const other = sameName.found?.id;
  const ways = [...(profile === undefined ? [] : (["profile"] as const)), ...(other === undefined ? [] : (["sameName"] as const))];
  const name = recorded.name ?? "";
  return message("SMS2007", {
    what: name === "" ? "unnamed" : "named",
    values: { id: plain(id), name: plain(name), profile: plain(profile ?? ""), other: plain(other ?? "") },
    facts: {
      account: accountIn(api),
      "same name": isNamed ? sameName.text : undefined,
      ...Object.fromEntries([...profiles].map(([one, { text }]) => [`profile ${plain(one)}`, text])),
    },
    do: ways.length === 0 ? ["settings", "forget"] : [...ways, "forget"],
  });
}

async function underAnotherId({ name, market }: Partial<ApplicationOutputs>, api: ManagementApi): Promise<LiveApplication | undefined> {
  if (name === undefined || market === undefined) return undefined;
  return namedExactly(await api.listApplications(market), name)[0];
}

interface Trace {
  found: LiveApplication | undefined;
  text: Shown;
}

async function traceOf(look: () => Promise<LiveApplication | undefined>): Promise<Trace> {
  try {
    const found = await look();
    return { found, text: found === undefined ? asShown("none") : evidenceOf(found) };
  } catch (error) {
    if (error instanceof ForeseenError) return { found: undefined, text: asShown(error.told.what) };
    throw error;
  }
}
