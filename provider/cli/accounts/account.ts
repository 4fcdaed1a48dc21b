import { setTimeout } from "node:timers/promises";
import type { AccessKeys, Connections } from "../../api";
import { Accounts, type AccountSources, type ConnectionSetting, type SettingsSource } from "../../config";
import { block } from "../../messages";
import type { Context } from "../command";
import { onOff, textFlag } from "../flags";
import type { Shell } from "../shell";

/** The flags of a command that looks at the service. @param profileText what the profile does in this command */
export const accountFlags = (profileText: string) => ({
  profile: shared("<name>", profileText),
  cloudRegion: shared("<name>", "cloud region of the account"),
  projectId: shared("<id>", "project of the account"),
  endpoint: shared("<url>", "address of the management API, for example of an emulator"),
  stack: shared("<name>", "Pulumi stack to look at: its configuration has the settings, its state the ids"),
  noStack: { ...onOff("look at no stack, not even the one that is selected in this folder"), isShared: true as const },
});

const shared = (value: string, description: string) => ({ ...textFlag(value, description), isShared: true as const });

/** The run of a command that looks at the service. */
export type AccountContext = Context<ReturnType<typeof accountFlags>>;

/** For the help of each such command. */
export const accountNotes = [
  "The stack of --stack is looked at, else the one that is selected where Pulumi.yaml is: its state tells which application is whose, by id.",
  "Account settings are taken from flags, then that stack, then the environment (HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK,",
  "HUAWEICLOUD_SDK_PROJECT_ID, HW_...), then account: in msgsms.config.yaml. Keys have no flag, because process lists would show them.",
];

/**
 * Where this run looks for the settings of its accounts.
 *
 * @param stack the configuration of the stack that is looked at, if one is
 */
export function accountSources({ flags, places, configuration, shell }: AccountContext, stack: SettingsSource | undefined): AccountSources {
  const { profile } = flags;
  const { account, file = "msgsms.config.yaml" } = configuration;
  const given = (setting: ConnectionSetting, inFile: boolean) => {
    if (!isFlag(setting)) return undefined;
    const [text, place] = [flags[setting], places[setting]];
    return text === undefined || place === undefined || (place.kind === "file") !== inFile ? undefined : { text, place };
  };
  return {
    flags: { names: flagNames, profile, get: (setting) => given(setting, false) },
    ...(stack === undefined ? {} : { stack }),
    environment: shell.environment,
    file: { name: file, get: account.get, ofCommand: (setting) => given(setting, true) },
  };
}

const flagNames = { cloudRegion: "--cloud-region", projectId: "--project-id", endpoint: "--endpoint" } as const;

const isFlag = (setting: ConnectionSetting): setting is keyof typeof flagNames => Object.hasOwn(flagNames, setting);

/** Which of the flags for one account the user gave, also in the configuration file. */
export const flagsOfOneAccount = ({ flags: onLine, file }: AccountSources): string[] =>
  (["cloudRegion", "projectId"] as const).flatMap((setting) =>
    (onLine?.get(setting) ?? file?.ofCommand?.(setting)) === undefined ? [] : [flagNames[setting]],
  );

/** Three tries within ten seconds: a person waits. */
const retries = { attempts: 3, budget: 10_000, pause: (milliseconds: number) => setTimeout(milliseconds), random: Math.random };

/**
 * The accounts of this run; a clock that is wrong is told once for each.
 *
 * @param others what a command brings that opens its accounts one after another
 */
export const openAccounts = (
  sources: AccountSources,
  shell: Shell,
  others: { connections?: Connections; keys?: AccessKeys } = {},
): Accounts =>
  new Accounts(sources, {
    clock: shell.now,
    retries,
    ...others,
    onClockCorrected: (told) => shell.stderr.write(`${block(told)}\n`),
  });
