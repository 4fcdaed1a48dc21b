import { Command } from "commander";
import { nearest } from "../../rules";
import { allCodes, ForeseenError, quoted, storyOf, titleOf, type Code } from "../../messages";
import { exitCodes, type ExitCode } from "../output/exit-codes";
import type { Shell } from "../shell";

const example = `Examples:
  $ msgsms explain SMS1004
  $ msgsms explain
`;

/** `msgsms explain`: one entry of the catalogue of codes, or the list of all. */
export function explainCommand(shell: Shell, done: (code: ExitCode) => void): Command {
  const command = new Command("explain").description("Explains a code: what it means, why the rule exists, and what to do.");
  command.addHelpText("before", example).argument("[code]", "a code such as SMS1004; all codes with their titles when none is given");
  return command.action((code: string | undefined) => {
    shell.stdout.write(code === undefined ? list() : explanation(knownCode(code)));
    done(exitCodes.success);
  });
}

/** @throws ForeseenError SMS5103 for a code that does not exist */
function knownCode(given: string): Code {
  const code = allCodes.find((known) => known === given.toUpperCase());
  if (code !== undefined) return code;
  const meant = nearest(given, allCodes);
  throw new ForeseenError(
    "SMS5103",
    `there is no code ${quoted(given)}.${meant === undefined ? "" : ` Did you mean ${meant}?`} msgsms explain lists all of them.`,
  );
}

const list = () => allCodes.map((code) => `${code}  ${titleOf(code)}\n`).join("");

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
