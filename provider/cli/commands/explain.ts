import { nearest } from "../../rules";
import { allCodes, asShown, ForeseenError, message, plain, quoted, storyOf, titleOf, type Code } from "../../messages";
import type { Command, Flags } from "../command";
import { exitCodes } from "../output/exit-codes";

/** `msgsms explain`: one entry of the catalogue of codes, or the list of all. */
export const command: Command<Flags, string | undefined> = {
  description: "Explains a code: what it means, why the rule exists, and what to do.",
  examples: ["msgsms explain SMS1004", "msgsms explain"],
  argument: {
    syntax: "[code]",
    description: "a code such as SMS1004; without it, all codes are listed",
    choices: allCodes(),
  },
  flags: {},
  isConfigurable: false,
  run({ argument: code, shell }) {
    shell.stdout.write(code === undefined ? list() : explanation(knownCode(code)));
    return exitCodes.success;
  },
};

/** @throws ForeseenError SMS5103 for a code that does not exist */
function knownCode(given: string): Code {
  const code = allCodes().find((known) => known === given.toUpperCase());
  if (code !== undefined) return code;
  const meant = nearest(given, allCodes());
  const values = { code: asShown(quoted(given)) };
  if (meant === undefined) throw new ForeseenError(message("SMS5103", { values, do: ["list"] }));
  throw new ForeseenError(message("SMS5103", { values: { ...values, nearest: plain(meant) }, do: ["nearest", "list"] }));
}

const list = () =>
  allCodes()
    .map((code) => `${code}  ${titleOf(code)}\n`)
    .join("");

function explanation(code: Code): string {
  const { title, severity, meaning, whys, ways, source, wrong, right, shown, noExample } = storyOf(code);
  const paragraphs = [
    `${code}: ${title} (${severity})`,
    meaning,
    ...whys.map((why) => `Why: ${why.replace(/\.$/, "")}.`),
    `What to do:\n${ways.map(({ label, text }) => `  - ${label === undefined ? text : `${label}: ${text}`}`).join("\n")}`,
    source === undefined ? undefined : `Source: ${source} (docs/sources.md).`,
    wrong === undefined ? undefined : `Wrong:\n${indented(wrong)}`,
    right === undefined ? undefined : `Right:\n${indented(right)}`,
    shown === undefined ? undefined : `It looks like this:\n${indented(shown)}`,
    noExample === undefined ? undefined : `There is no example: ${noExample}.`,
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== undefined).join("\n\n")}\n`;
}

const indented = (text: string) => text.trimEnd().replaceAll(/^(?=.)/gm, "    ");
