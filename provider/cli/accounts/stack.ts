import type { StackState } from "../../application";
import type { SettingsSource } from "../../config";
import type { StackHoldings } from "../../inventory";
import { ForeseenError, heading, message, shownText, type Message } from "../../messages";
import { exportedState, runPulumi, selectedStack, stackSettings, type RunPulumi } from "../../stack";
import type { FlagPlace } from "../command";
import type { Shell } from "../shell";
import type { AccountContext } from "./account";
import { isInProgram, projectName } from "./program-folder";

/** Milliseconds that `pulumi` may take when the user names a stack; it may ask a backend on the other side of the world. */
const patience = 120_000;
/** When nobody asked for one. */
const patienceUnasked = 20_000;

/** A stack that a run looks at. What it says is asked for when it is needed. */
export interface NamedStack {
  name: string;
  /** Nobody named it: it is the one that is selected. */
  isSelected: boolean;
  /** @throws ForeseenError SMS4007 */
  settings: () => Promise<SettingsSource>;
  /** @throws ForeseenError SMS4007 */
  state: () => Promise<StackState>;
}

/** A stack with all that a run takes from it. */
export interface StackInUse {
  name: string;
  settings: SettingsSource;
  state: StackState;
}

/**
 * The stack that the user names, else the one that is selected where a Pulumi program is. Without either no `pulumi` is started.
 *
 * @throws ForeseenError SMS4007 when `pulumi` does not tell which one is selected
 */
export async function namedStack({ flags, places, shell }: AccountContext): Promise<NamedStack | undefined> {
  const isOff = flags.noStack === true && (flags.stack === undefined || rankOf(places.noStack) <= rankOf(places.stack));
  if (isOff) return undefined;
  if (flags.stack !== undefined)
    return stackOf(flags.stack, { isSelected: false, isUnasked: places.stack?.kind === "file", shell, pulumi: pulumiOf(shell, patience) });
  if (!isInProgram(shell.folder)) return undefined;
  const pulumi = pulumiOf(shell, patienceUnasked);
  return stackOf(await selectedStack(pulumi), { isSelected: true, isUnasked: true, shell, pulumi });
}

/**
 * All that a run takes from its stack. The one that is selected is named on standard error, or what keeps it from being read in one line.
 *
 * @throws ForeseenError SMS4007 when the stack that the user named cannot be read
 */
export async function stackInUse(context: AccountContext): Promise<StackInUse | undefined> {
  const { stderr } = context.shell;
  const isNamed = context.flags.stack !== undefined;
  try {
    const stack = await namedStack(context);
    if (stack === undefined) return undefined;
    const [settings, state] = await Promise.all([stack.settings(), stack.state()]);
    if (stack.isSelected) stderr.write(`${selectedWords(stack)}\n`);
    return { name: stack.name, settings, state };
  } catch (error) {
    if (isNamed || !(error instanceof ForeseenError)) throw error;
    stderr.write(`warning: ${inOneLine(selectedUnread(error))}\n`);
    return undefined;
  }
}

/** What the stack manages, as inventories want it. */
export const holdingsOfStack = (stack: StackInUse | undefined): StackHoldings | undefined =>
  stack === undefined ? undefined : { name: stack.name, entries: stack.state.entries };

/** That a stack is looked at which nobody named. */
export const selectedWords = ({ name }: NamedStack): string =>
  `Settings and ids of the stack ${shownText(name, [])}, which is selected here (--no-stack leaves it out).`;

/** The warning (SMS5120) that the selected stack is not used. */
export const selectedUnread = ({ told }: ForeseenError): Message => message("SMS5120", { cause: told, do: ["name", "off"] });

/** Version of the `pulumi` on PATH, such as `3.259.0`; undefined when there is none or it does not tell. */
export async function pulumiVersion(shell: Shell): Promise<string | undefined> {
  const run = await pulumiOf(shell, patience)(["version"]);
  return run.end === 0 ? /\d+\.\d+\.\d+\S*/.exec(run.stdout)?.[0] : undefined;
}

const pulumiOf = ({ run, folder, environment }: Shell, limit: number): RunPulumi =>
  run ?? runPulumi({ command: "pulumi", folder, environment, limit });

const stackOf = (
  name: string,
  { isSelected, isUnasked, shell, pulumi }: { isSelected: boolean; isUnasked: boolean; shell: Shell; pulumi: RunPulumi },
): NamedStack => ({
  name,
  isSelected,
  settings: async () => ({
    ...(await stackSettings(name, pulumi)),
    isOfProject: projectName(shell.folder) === "msgsms",
    isUnasked,
  }),
  state: () => exportedState({ stack: name }, pulumi),
});

/** Flags come before the environment, and that before the file. */
const rankOf = (place: FlagPlace | undefined) => (place === undefined ? 3 : ["flag", "environment", "file"].indexOf(place.kind));

function inOneLine(told: Message): string {
  const { cause } = told;
  const said = cause?.facts.find(({ label }) => label === "said")?.text;
  return [heading(told), cause?.what, said]
    .flat()
    .filter((part) => part !== undefined && part !== "")
    .join(": ");
}
