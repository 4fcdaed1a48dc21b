import { asShown, ForeseenError, message, plain, type Message } from "../../messages";
import type { ProgramFacts, StackState } from "../../application";
import { exportedState, pulumiThatRuns, runPulumi, type RunPulumi } from "../../stack";

/** What it takes to read the state of the stack that the engine runs. */
interface Reading {
  /** URN of the stack's root; null when the engine does not tell. */
  root: () => Promise<string | null>;
  pulumi: RunPulumi;
  warn: (told: Message) => void;
}

/** Milliseconds that the state may take to be read: a person waits. */
const limit = 20_000;

/** Runs the `pulumi` that runs this provider, where it runs, with the same login. */
export const engineOwnPulumi: RunPulumi = (words) => runPulumi({ ...pulumiThatRuns(), environment: process.env, limit })(words);

/**
 * The state of the stack that the engine runs, as far as it is written by now.
 *
 * @returns undefined when it cannot be read; that is said by a warning (SMS2215)
 */
export async function ownState(program: ProgramFacts | undefined, { root, pulumi, warn }: Reading): Promise<StackState | undefined> {
  const urn = await root();
  const organization = program?.organization;
  const stack = urn === null || organization === undefined ? "" : stackName(urn, organization);
  try {
    // Without its organisation the name would mean another stack, which may have the same root.
    if (urn === null || organization === undefined) throw new ForeseenError(message("SMS4007", { what: "untold", do: ["folder"] }));
    return await exportedState({ stack, root: urn }, pulumi);
  } catch (error) {
    if (!(error instanceof ForeseenError)) throw error;
    const said = error.told.facts.find(({ label }) => label === "said")?.text;
    const facts = typeof said === "string" ? { "pulumi said": asShown(said) } : {};
    warn(message("SMS2215", { values: { stack: plain(stack || "<name>") }, facts, do: ["see"], cause: error.told }));
    return undefined;
  }
}

/** The organisation that backends without organisations give (sdk/nodejs/metadata.ts). */
const noOrganization = "organization";

/** The name as `pulumi --stack` takes it. Without an organisation it would mean the default one of whoever is logged in. */
function stackName(root: string, organization: string): string {
  const [head = "", project = ""] = root.split("::");
  const stack = head.replace(/^urn:pulumi:/, "");
  return organization === noOrganization ? stack : `${organization}/${project}/${stack}`;
}
