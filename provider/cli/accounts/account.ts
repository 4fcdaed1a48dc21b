import { setTimeout } from "node:timers/promises";
import type { Command, Option } from "commander";
import type { Connections } from "../../api";
import { Accounts, type AccountSources, type ConnectionSetting, type Found } from "../../config";
import type { Configuration } from "../configuration/configuration";
import { block } from "../../messages";
import { flag } from "../flags";
import type { Shell } from "../shell";
import { stackSettings } from "./stack";

/** The flags of a command that looks at the service. */
export interface AccountFlags {
  profile?: string;
  cloudRegion?: string;
  projectId?: string;
  endpoint?: string;
  stack?: string;
}

/** For the help of each such command. */
export const accountNotes = `
Settings of the account: flags, then the environment (HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK, HUAWEICLOUD_SDK_PROJECT_ID, HW_...), then
account: in msgsms.config.yaml. --stack takes them from a Pulumi stack, which counts before the environment.
Keys and secrets have no flag, because lists of processes show them.`;

/** @param profileText what the profile does in this command */
export function addAccountFlags(command: Command, profileText: string): void {
  command.addOption(flag(undefined, "--profile <name>", profileText));
  command.addOption(flag(undefined, "--cloud-region <name>", "cloud region of the account"));
  command.addOption(flag(undefined, "--project-id <id>", "project of the account"));
  command.addOption(flag(undefined, "--endpoint <url>", "address of the management API, for example of an emulator"));
  command.addOption(flag(undefined, "--stack <name>", "take the settings from the configuration of this Pulumi stack"));
}

/**
 * Where this run looks for the settings of its accounts.
 *
 * @throws ForeseenError SMS4007 when the stack cannot be read
 */
export async function accountSources(command: Command, shell: Shell, configuration: Configuration): Promise<AccountSources> {
  const { stack, profile } = command.opts<AccountFlags>();
  const { account, file = "msgsms.config.yaml" } = configuration;
  return {
    flags: { names: flags, profile, get: (setting) => given(command, setting, placeOfFlag) },
    ...(stack === undefined ? {} : { stack: await stackSettings(stack, shell) }),
    environment: shell.environment,
    file: {
      name: file,
      get: account.get,
      ofCommand: (setting) => given(command, setting, (_, source) => placeInFile(command, setting, file, source)),
    },
  };
}

const flags = { cloudRegion: "--cloud-region", projectId: "--project-id", endpoint: "--endpoint" } as const;

const isFlag = (setting: ConnectionSetting): setting is keyof typeof flags => Object.hasOwn(flags, setting);

type Place = Found["place"];

/** The value of a flag, if `placeOf` says that it is of its place. */
function given(
  command: Command,
  setting: ConnectionSetting,
  placeOf: (option: Option | undefined, source: string | undefined) => Place | undefined,
): Found | undefined {
  const text = isFlag(setting) ? command.opts<AccountFlags>()[setting] : undefined;
  const option = command.options.find((known) => known.attributeName() === setting);
  const place = placeOf(option, command.getOptionValueSource(setting));
  return text === undefined || place === undefined ? undefined : { text, place };
}

/** @param source commander's word for where the value came from */
function placeOfFlag(option: Option | undefined, source: string | undefined): Place | undefined {
  if (source === "config") return undefined;
  return source === "env" ? { kind: "environment", variable: option?.envVar ?? "" } : { kind: "flag", flag: option?.long ?? "" };
}

const placeInFile = (command: Command, setting: ConnectionSetting, file: string, source: string | undefined): Place | undefined =>
  source === "config" ? { kind: "file", file, path: `${command.name()}.${setting}` } : undefined;

/** Which of the flags for one account the user gave, also in the configuration file. */
export const flagsOfOneAccount = ({ flags: onLine, file }: AccountSources): string[] =>
  (["cloudRegion", "projectId"] as const).flatMap((setting) =>
    (onLine?.get(setting) ?? file?.ofCommand?.(setting)) === undefined ? [] : [flags[setting]],
  );

/** Three tries within ten seconds: a person waits. */
const retries = { attempts: 3, budget: 10_000, pause: (milliseconds: number) => setTimeout(milliseconds), random: Math.random };

/** The accounts of this run; a clock that is wrong is told once for each. */
export const openAccounts = (sources: AccountSources, shell: Shell, connections?: Connections): Accounts =>
  new Accounts(sources, {
    clock: shell.now,
    retries,
    ...(connections === undefined ? {} : { connections }),
    onClockCorrected: (told) => shell.stderr.write(`${block(told)}\n`),
  });
