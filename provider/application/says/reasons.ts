import { asShown, ForeseenError, listed, plain, quoted, shownText, type Message, type Shown } from "../../messages";
import type { Difference } from "../facts/writable";

/**
 * What a failure adds to the message about what it led to: a foreseen one is its cause, any other one a fact.
 *
 * @param secrets what the text of an unforeseen one must not show
 */
export function reasonOf(error: unknown, secrets: readonly (string | undefined)[] = []): { cause?: Message; failure?: Shown } {
  if (error instanceof ForeseenError) return { cause: error.told };
  return {
    failure: asShown(
      shownText(
        String(error),
        secrets.filter((secret): secret is string => secret !== undefined && secret !== ""),
      ),
    ),
  };
}

/** The settings that did not take, in one list. */
export const settingsIn = (differences: readonly Difference[]): Shown => listed(differences.map(({ setting }) => plain(setting)));

/** What should be and what the service shows instead, a line for each setting. */
export const differenceFacts = (differences: readonly Difference[], label: "declared" | "sent"): Record<string, Shown[]> => ({
  [label]: differences.map(({ setting, declared }) => asShown(`${setting}: ${quoted(declared)}`)),
  shown: differences.flatMap(({ setting, shown }) => (shown === undefined ? [] : asShown(`${setting}: ${quoted(shownText(shown, []))}`))),
});
