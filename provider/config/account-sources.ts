import type { ConnectionSetting, SettingPlace } from "./setting-place";

/** The Pulumi configuration of a stack: `get("projectId")` gives the text of `msgsms:projectId`, decrypted, or undefined. */
export interface SettingsSource {
  get(key: string): string | undefined;
  /** The names of all keys below `msgsms:`; absent where nobody tells. */
  keys?(): readonly string[];
  /** Whether the value of a key must not be shown, because it is marked secret or may be. Values may be shown when absent. */
  hides?(key: string): boolean;
  /** The project is called msgsms: its program has keys of its own there. */
  readonly isOfProject?: boolean;
  /** No person named the stack: it is the one that is selected where the command runs, or the configuration file has its name. */
  readonly isUnasked?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What stands for a setting once it is found. */
export interface Found<Text extends string = string> {
  place: SettingPlace;
  text: Text;
  /** No message may show it. */
  isHidden?: boolean;
}

/** The flags of a command line. Keys and secrets have none: lists of processes show them. */
interface FlagSettings {
  /** The flags by their setting, as messages name them. */
  readonly names: Partial<Record<ConnectionSetting, string>>;
  get(setting: ConnectionSetting): Found | undefined;
  /** The profile that the user named. */
  readonly profile?: string | undefined;
}

/** The `account` of the command's configuration file: cloudRegion, projectId, endpoint, and `profiles` as the text of a JSON object. */
interface FileSettings extends SettingsSource {
  /** As messages name it. */
  readonly name: string;
  /** What the file says for the flags of the command that runs; it counts before the account. */
  readonly ofCommand?: (setting: ConnectionSetting) => Found | undefined;
}

/** Where the settings of accounts are looked for, in this order. */
export interface AccountSources {
  flags?: FlagSettings;
  /** Absent when no stack is looked at. */
  stack?: SettingsSource;
  environment: Environment;
  file?: FileSettings;
}
