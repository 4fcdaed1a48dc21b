/**
 * The types that the user's compiler reads of this part: the declarations of `provider/program` name nothing else of it. What they name,
 * every user's compiler has to understand, whatever its version and target.
 */

/** The settings that only a person can enter, on the console. */
export type ConsoleOnlySetting = "uplinkSendTime" | "statusReportDestination" | "ipWhitelist";

/**
 * How far a console-only setting is: `verified` the service shows the declared value, `differs` it shows another one,
 * `confirmed` a person said that it was entered, `todo` nobody knows of it.
 */
export type ConsoleChangeStatus = "todo" | "verified" | "differs" | "confirmed";

/** A declared setting that the management API cannot write. */
export interface ConsoleChange {
  setting: ConsoleOnlySetting;
  value: boolean | string | string[];
  status: ConsoleChangeStatus;
  /** What the service shows, where it differs. */
  liveValue?: string[];
  /** Where a person enters it. */
  instruction: string;
}

/**
 * Where the secret in the outputs comes from: the answer to create, the declaration, an earlier declaration, or nowhere.
 * Without it `appSecret` as an input and as an output could not be told apart.
 */
export type SecretSource = "created" | "given" | "kept" | "unknown";
