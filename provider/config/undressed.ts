import { asShown, message, plain, type Message, type Shown } from "../messages";

/** What a value is that is no value: what some tool should have taken away, put in its place, or left as it was written. */
const odd: readonly [what: "quotes" | "placeholder" | "number", pattern: RegExp][] = [
  // No key of the service and no address has a quotation mark (SDK-GO core/auth).
  ["quotes", /^["'`“”‘’]|["'`“”‘’]$/],
  ["placeholder", /^(?:\$\{.*\}|\$\(.*\)|\$\w+|%\w+%|\{\{.*\}\}|#\{.*\}#?|<.*>|@@?\w+@@?|__\w+__)$/s],
  // So Pulumi writes a number that has no whole form any more.
  ["number", /^-?\d(?:\.\d+)?e[+-]\d+$/],
];

/**
 * The problem (SMS4002) of a value that stands in quotes, is a placeholder, or was made a number by YAML. Sent as it is, a key would be
 * refused, and five refusals lock it; so it is told by what is wrong with it, and never shown.
 *
 * @param name as messages name the setting
 */
export function undressed(name: Shown, text: string): Message | undefined {
  const [what] = odd.find(([, pattern]) => pattern.test(text)) ?? [];
  switch (what) {
    case undefined:
      return undefined;
    case "quotes":
      return message("SMS4002", { what, values: { setting: name }, why: "quotes", do: ["quotes"] });
    case "placeholder":
      return message("SMS4002", { what, values: { setting: name }, why: "placeholder", do: ["placeholder"] });
    case "number":
      return rounded(name);
  }
}

/** The problem (SMS4002) of an id that YAML took for a number. */
export const rounded = (name: Shown): Message =>
  message("SMS4002", {
    what: "number",
    values: { setting: name, line: asShown(`${name}: ${plain('"<value>"')}`) },
    why: "number",
    do: ["number"],
  });
