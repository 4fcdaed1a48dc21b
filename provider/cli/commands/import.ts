import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import type { Market } from "../../service";
import { ForeseenError, counted, quoted } from "../../messages";
import { manifestFor, undeclared, type WrittenManifest } from "../../inventory";
import { accountNotes, accountSources, addAccountFlags, openAccounts, type AccountFlags } from "../accounts/account";
import type { CommandFactory } from "../commands";
import type { Configuration } from "../configuration/configuration";
import { readDeclarations } from "../manifests/declarations";
import { exitCodes, type ExitCode } from "../output/exit-codes";
import { flag } from "../flags";
import { marketFlag, marketsOf } from "../accounts/market";
import { ownVersion } from "../own-version";
import type { Shell } from "../shell";

interface Flags extends AccountFlags {
  market?: Market;
  write?: string;
  force?: true;
}

const example = `Examples:
  $ msgsms import --stack dev
  $ msgsms import sms-applications.yaml --stack dev --write imported.yaml
  $ msgsms import --profile europe --cloud-region eu-west-101 --project-id 0123456789abcdef0123456789abcdef
`;

const notes = `
Without --write nothing is written: the entries go to the standard output. Applications that the given manifests declare already are left out.
The entries hold what the service shows; secrets, uplinkSendTime and statusReportDestination are not among it.
${accountNotes.trimStart()}
The exit code is 0 when all applications have entries, 1 when something had to be left out because it breaks a rule of manifests.`;

/** `msgsms import`: manifest entries for applications that exist. Changes nothing at the service. */
export const importCommand: CommandFactory = (shell, done, configuration) => {
  const command = new Command("import").description(
    "Writes manifest entries that take over applications which exist. A dry run without --write.",
  );
  command.addHelpText("before", example).addHelpText("after", notes);
  command.argument("[paths...]", "manifests that declare some of the applications already; none when none is given");
  command.addOption(flag("import", "--write <file>", "write the entries to this new file"));
  command.addOption(flag("import", "--force", "let --write overwrite a file"));
  command.addOption(marketFlag("import"));
  addAccountFlags(command, "account of this profile; the entries name it");
  return command.action(async (paths: string[], flags: Flags) => done(await run(paths, flags, command, shell, configuration())));
};

async function run(
  paths: readonly string[],
  flags: Flags,
  command: Command,
  shell: Shell,
  configuration: Configuration,
): Promise<ExitCode> {
  const read = paths.length === 0 ? { applications: [], declared: [], files: [] } : await readDeclarations(paths, shell);
  if (read === undefined) return exitCodes.findings;
  const { profile, market, write } = flags;
  if (write !== undefined) requireOther(write, read.files, shell);
  const opened = openAccounts(await accountSources(command, shell, configuration), shell).of(profile);
  const lists = await Promise.all(marketsOf(opened, market).map((name) => opened.api.listApplications(name)));
  const all = lists.flat();
  const open = undeclared(all, read.applications, profile);
  const where = { cloudRegion: opened.account.cloudRegion, projectId: opened.account.projectId, site: opened.api.site, profile };
  const written = manifestFor(
    open,
    where,
    read.declared.map(({ logicalName }) => logicalName),
    ownVersion(),
  );
  for (const line of written.leftOut) shell.stderr.write(`${line}\n`);
  deliver(written, `${counted(all.length, "application")} found, ${all.length - open.length} declared already`, flags, shell);
  return written.leftOut.length === 0 ? exitCodes.success : exitCodes.findings;
}

function deliver({ text, entries }: WrittenManifest, found: string, { write, force }: Flags, shell: Shell): void {
  const say = (line: string) => shell.stderr.write(`${line}\n`);
  const amount = entries.length === 1 ? "1 entry" : `${entries.length} entries`;
  if (entries.length === 0) {
    say(`Nothing to write: ${found}.`);
    return;
  }
  if (write === undefined) {
    shell.stdout.write(text);
    say(`Dry run: ${found}; nothing was written. --write FILE would write the ${amount} above to a new file.`);
    return;
  }
  writeNew(write, text, force === true, shell);
  say(`Wrote ${amount} to ${write}: ${found}.`);
  say(`Next: msgsms validate ${write}, then pulumi up, which takes the applications over.`);
  say("Their secrets are not known: take each from the console and declare it as appSecret before anything uses its credentials.");
}

/** Entries leave out what the manifests declare, so writing them over one of these would lose it. @throws ForeseenError SMS5105 */
function requireOther(file: string, manifests: readonly string[], { folder }: Shell): void {
  if (!manifests.some((name) => resolve(folder, name) === resolve(folder, file))) return;
  throw new ForeseenError(
    "SMS5105",
    `${quoted(file)} is one of the manifests that were read, and its entries would be lost. Write to another file.`,
  );
}

/** @throws ForeseenError SMS5105 when the file is there and may not be overwritten, SMS5104 when it cannot be written */
function writeNew(file: string, text: string, force: boolean, { folder }: Shell): void {
  try {
    writeFileSync(resolve(folder, file), text, { flag: force ? "w" : "wx" });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    if (reason === "EEXIST") {
      throw new ForeseenError("SMS5105", `${quoted(file)} is there already. Nothing was written. Give another file, or --force.`, {
        cause: error,
      });
    }
    throw new ForeseenError(
      "SMS5104",
      `the entries cannot be written to ${quoted(file)} (${reason}). Give a file in a folder that exists and may be written.`,
      { cause: error },
    );
  }
}
