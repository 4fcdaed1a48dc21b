import { closeSync, openSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { replaceDurably, systemCode } from "../../disk";
import { asShown, counted, ForeseenError, message, quoted, shownText } from "../../messages";
import { manifestFor, undeclared, type WrittenManifest } from "../../inventory";
import { accountFlags, accountNotes, accountSources, openAccounts } from "../accounts/account";
import { stackInUse } from "../accounts/stack";
import { marketFlag, marketsOf } from "../accounts/market";
import type { Command, Context } from "../command";
import { onOff, quietFlag, textFlag } from "../flags";
import { readDeclarations } from "../manifests/declarations";
import { exitCodes } from "../output/exit-codes";
import { inaccessible } from "../output/inaccessible";
import { requireFile, sameFile } from "../output/target";
import { ownVersion } from "../own-version";
import type { Shell } from "../shell";

const flags = {
  write: textFlag("<file>", "write the entries to this new file"),
  force: { ...onOff("let --write overwrite a file"), isNeverInFile: true as const },
  market: marketFlag,
  quiet: quietFlag,
  ...accountFlags("account of this profile; the entries name it"),
};

/** `msgsms import`: manifest entries for applications that exist. Changes nothing at the service. */
export const command: Command<typeof flags, readonly string[]> = {
  description: "Writes manifest entries that take over existing applications. A dry run without --write.",
  examples: [
    "msgsms import --stack dev",
    "msgsms import sms-applications.yaml --stack dev --write imported.yaml",
    "msgsms import --profile europe --cloud-region eu-west-101 --project-id 0123456789abcdef0123456789abcdef",
  ],
  notes: [
    "Without --write the entries go to standard output, and no file is written. Applications that the given manifests already declare are left out.",
    "With a stack those that it manages are left out too, by their ids, whatever they are called.",
    "The entries hold what the service shows; it shows no secrets, no uplinkSendTime and no statusReportDestination.",
    "An application that breaks a rule of manifests is left out and reported, with exit code 1.",
    ...accountNotes,
  ],
  argument: { syntax: "[paths...]", description: "manifests that already declare some of the applications; default: none" },
  flags,
  isConfigurable: true,
  async run(context) {
    const { argument: paths, shell } = context;
    const read = paths.length === 0 ? nothingDeclared : await readDeclarations(paths, shell);
    if (read === undefined) return exitCodes.findings;
    const { profile, market, write } = context.flags;
    if (write !== undefined) requireOther(write, read.files, shell);
    const stack = await stackInUse(context);
    const { account, api } = openAccounts(accountSources(context, stack?.settings), shell).of(profile);
    const lists = await Promise.all(marketsOf({ account, api }, market).map((name) => api.listApplications(name)));
    const all = lists.flat();
    const unknown = undeclared(all, read.applications, profile);
    const managed = new Set(stack?.state.entries.map(({ id }) => id));
    const open = unknown.filter(({ id }) => !managed.has(id));
    const where = { cloudRegion: account.cloudRegion, projectId: account.projectId, site: api.site, profile };
    const taken = read.declared.map(({ logicalName }) => logicalName);
    const written = manifestFor(open, where, taken, ownVersion());
    for (const line of written.leftOut) shell.stderr.write(`${line}\n`);
    const ofStack = stack === undefined ? "" : `, ${unknown.length - open.length} managed by the stack ${shownText(stack.name, [])}`;
    const found = `${counted(all.length, "application")} found, ${all.length - unknown.length} declared already${ofStack}`;
    deliver(written, found, context);
    return written.leftOut.length === 0 ? exitCodes.success : exitCodes.findings;
  },
};

const nothingDeclared = { applications: [], declared: [], files: [] };

function deliver({ text, entries }: WrittenManifest, found: string, { flags: { write, force }, shell }: Context<typeof flags>): void {
  const say = (line: string) => (shell.isQuiet === true ? undefined : shell.stderr.write(`${line}\n`));
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
  if (!manifests.some((name) => sameFile(folder, name) === sameFile(folder, file))) return;
  throw new ForeseenError(
    message("SMS5105", { what: "manifest", why: "entries", values: { file: asShown(quoted(file)) }, do: ["another"] }),
  );
}

/**
 * A name that is free is taken at once, so that nobody else's file of that name is lost; a link is not followed.
 *
 * @throws ForeseenError SMS5105 when the name is taken and may not be overwritten, SMS5104 when the file cannot be written, SMS5108 when
 * something else has its name
 */
function writeNew(file: string, text: string, force: boolean, { folder }: Shell): void {
  const path = resolve(folder, file);
  if (force) requireFile(path, file);
  try {
    if (!force) closeSync(openSync(path, "wx"));
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw inaccessible("write", file, error);
    const values = { file: asShown(quoted(file)) };
    throw new ForeseenError(message("SMS5105", { what: "exists", values, do: ["another", "force"] }), { cause: error });
  }
  try {
    replaceDurably(path, text);
  } catch (error) {
    if (!force) rmSync(path, { force: true });
    throw inaccessible("write", file, error);
  }
}
