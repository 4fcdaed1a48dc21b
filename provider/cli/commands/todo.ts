import { isOpen, todoOf, todoReports, type TodoItem } from "../../inventory";
import type { DeclaredApplication } from "../../manifest";
import { accountFlags, accountNotes, type AccountContext } from "../accounts/account";
import { liveCounterparts } from "../accounts/live-counterparts";
import type { Command } from "../command";
import { onOff, quietFlag } from "../flags";
import { ofProfile, readDeclarations } from "../manifests/declarations";
import { pathsArgument } from "../manifests/manifests";
import { exitCodes } from "../output/exit-codes";
import { destinationsOf, formatFlag, jsonFlag, writeTo } from "../output/formats";

const flags = {
  format: formatFlag(["text", "markdown", "json"]),
  json: jsonFlag,
  quiet: quietFlag,
  live: onOff("ask the service as well"),
  ...accountFlags("check only the applications of this profile"),
};

/** `msgsms todo`: what a person still has to enter on the console. Changes nothing. */
export const command: Command<typeof flags, readonly string[]> = {
  description: "Lists the settings that a person still has to enter on the console: application, menu, field, value.",
  examples: ["msgsms todo sms-applications.yaml", "msgsms todo sms/ --format markdown=todo.md", "msgsms todo sms/ --live --stack prod"],
  notes: [
    "confirmedInConsole in the manifest says what was entered. With --live the service is asked, too: an IP whitelist that it shows as declared",
    "is done, and a different one is shown. Without --live no account and no stack is looked at.",
    ...accountNotes,
  ],
  argument: pathsArgument,
  flags,
  isConfigurable: true,
  async run(context) {
    const { argument: paths, shell } = context;
    const { live, profile } = context.flags;
    const read = await readDeclarations(paths, shell);
    if (read === undefined) return exitCodes.findings;
    const declared = ofProfile(read.applications, profile);
    const items = live === true ? await liveItems(declared, context) : declared.flatMap((one) => todoOf(one, undefined));
    for (const { format: name, file } of destinationsOf(context.flags, [{ format: "text" }]))
      writeTo(file, todoReports[name](items), shell);
    return items.some(isOpen) ? exitCodes.findings : exitCodes.success;
  },
};

/** Only applications with console-only settings are asked for. */
async function liveItems(declared: readonly DeclaredApplication[], context: AccountContext): Promise<TodoItem[]> {
  const concerned = declared.filter((one) => todoOf(one, undefined).length > 0);
  return (await liveCounterparts(concerned, context)).flatMap(({ application, counterpart }) => todoOf(application, counterpart));
}
