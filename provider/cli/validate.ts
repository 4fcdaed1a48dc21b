import { Command } from "commander";
import type { ExitCode } from "./exit-codes";
import type { Shell } from "./shell";
import { flag } from "./flags";

const example = `Examples:
  $ msgsms validate sms-applications.yaml
  $ msgsms validate sms/ --max-warnings 0
  $ msgsms validate --format text --format sarif=sms.sarif
  $ cat sms-applications.yaml | msgsms validate -
`;

/** `msgsms validate`: diagnostics of manifests. */
export function validateCommand(shell: Shell, done: (code: ExitCode) => void): Command {
  const command = new Command("validate");
  command.description("Checks manifests, without an account and without a network.");
  command.addHelpText("before", example);
  command.argument("[paths...]", "manifests, folders or patterns; - is the standard input; the current folder without any");
  command.addOption(flag("validate", "--format <name[=file]>", "text or json"));
  return command.action(() => {
    shell.stdout.write("");
    done(0);
  });
}
