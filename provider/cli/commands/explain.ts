import { Command } from "commander";
import { catalogue, type CatalogueCode, type CatalogueEntry } from "../../../schemas/generated/catalogue";
import { ForeseenError } from "../../messages";
import { nearest } from "../../rules";
import { quoted, withoutLinks } from "../../messages";
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

const codes = Object.keys(catalogue) as CatalogueCode[];

/** @throws ForeseenError SMS5103 for a code that does not exist */
function knownCode(given: string): CatalogueCode {
  const code = codes.find((known) => known === given.toUpperCase());
  if (code !== undefined) return code;
  const meant = nearest(given, codes);
  throw new ForeseenError(
    "SMS5103",
    `there is no code ${quoted(given)}.${meant === undefined ? "" : ` Did you mean ${meant}?`} msgsms explain lists all of them.`,
  );
}

const list = () => codes.map((code) => `${code}  ${withoutLinks(catalogue[code].title)}\n`).join("");

function explanation(code: CatalogueCode): string {
  const { title, remedy, severity, meaning, why, source, wrong, right, noExample }: CatalogueEntry = catalogue[code];
  const heading = `${code}: ${withoutLinks(title)}${severity === undefined ? "" : ` (${severity})`}`;
  const parts = [
    heading,
    meaning,
    why === undefined ? undefined : `Why: ${why}`,
    `What to do: ${remedy}.`,
    source === undefined ? undefined : `Source: ${source}.`,
    wrong === undefined ? undefined : `Wrong:\n${indented(wrong)}`,
    right === undefined ? undefined : `Right:\n${indented(right)}`,
    noExample === undefined ? undefined : `There is no example: ${noExample}.`,
  ];
  return `${parts.flatMap((part) => (part === undefined ? [] : [withoutLinks(part)])).join("\n\n")}\n`;
}

const indented = (text: string) => text.trimEnd().replaceAll(/^(?=.)/gm, "    ");
