import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SettingsSource } from "../../config";
import { asShown, ForeseenError, message, plain, quoted, shownText, type Shown } from "../../messages";
import { runChildProcess } from "../child-process";
import type { Shell } from "../shell";

/**
 * The `msgsms:` configuration of a Pulumi stack, decrypted. It stays in memory.
 *
 * @throws ForeseenError SMS4007 when `pulumi` is missing, fails or answers with something else
 */
export async function stackSettings(stack: string, shell: Shell): Promise<SettingsSource> {
  const words = ["config", "--json", "--show-secrets", "--stack", stack, "--non-interactive"];
  const config = objectIn(await answerOf(words, stack, shell), words, stack);
  const entry = (key: string) => objectOrNothing(config[`${prefix}${key}`]);
  return {
    get: (key) => {
      const { value } = entry(key);
      return typeof value === "string" ? value : undefined;
    },
    keys: () => Object.keys(config).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
    hides: (key) => entry(key)["secret"] !== false,
    isOfProject: projectName(shell.folder) === "msgsms",
  };
}

const prefix = "msgsms:";

/** The name in the Pulumi.yaml that `pulumi` takes, in a folder or the nearest above it; undefined where none can be read. */
function projectName(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].map((name) => join(at, name)).find(existsSync);
    if (file !== undefined) return /^[\s{]*"?name"?:\s*["']?([\w.-]+)/m.exec(readFileSync(file, "utf8"))?.[1];
    if (at === dirname(at)) return undefined;
  }
}

/** A resource as `pulumi stack export` shows it; secrets stay encrypted. */
export interface StackResource {
  urn: string;
  type: string;
  outputs: Readonly<Record<string, unknown>>;
  initErrors: readonly string[];
}

/** What the state of a stack holds. */
export interface StackState {
  resources: StackResource[];
  /** URNs of resources whose creation a killed run has left open. */
  pendingCreations: string[];
}

/** @throws ForeseenError SMS4007 when `pulumi` is missing, fails or answers with something else */
export async function stackState(stack: string, shell: Shell): Promise<StackState> {
  const words = ["stack", "export", "--stack", stack, "--non-interactive"];
  const { resources, pending_operations: pending } = objectOrNothing(
    objectIn(await answerOf(words, stack, shell), words, stack)["deployment"],
  );
  return {
    resources: listOf(resources).map(({ urn, type, outputs, initErrors }) => ({
      urn: String(urn),
      type: String(type),
      outputs: objectOrNothing(outputs),
      initErrors: Array.isArray(initErrors) ? initErrors.map(String) : [],
    })),
    pendingCreations: listOf(pending)
      .filter(({ type }) => type === "creating")
      .map(({ resource }) => String(objectOrNothing(resource)["urn"])),
  };
}

/** Version of the `pulumi` on PATH, such as `3.259.0`; undefined when there is none or it does not tell. */
export async function pulumiVersion(shell: Shell): Promise<string | undefined> {
  const run = await (shell.run ?? runChildProcess)("pulumi", ["version"], shell);
  return run?.code === 0 ? /\d+\.\d+\.\d+\S*/.exec(run.stdout)?.[0] : undefined;
}

async function answerOf(words: readonly string[], stack: string, shell: Shell): Promise<string> {
  const name = asShown(quoted(stack));
  if (stack.startsWith("-") || stack === "")
    throw new ForeseenError(message("SMS4007", { what: "notAName", values: { stack: name }, do: ["list"] }));
  const run = await (shell.run ?? runChildProcess)("pulumi", words, shell);
  if (run === undefined)
    throw new ForeseenError(message("SMS4007", { what: "noPulumi", values: { stack: name }, do: ["install", "flags"] }));
  if (run.code === 0) return run.stdout;
  const facts = {
    command: commandLine(words),
    ended: plain(run.code ?? "after the time limit"),
    // What pulumi says of its failure; its standard output may hold secrets and is never shown.
    said: asShown(shownText(run.stderr, [])),
  };
  throw new ForeseenError(message("SMS4007", { what: "failed", values: { stack: name }, facts, do: ["folder"] }));
}

function objectIn(text: string, words: readonly string[], stack: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    // The parser's message would repeat the text, and with it secrets.
    if (!(error instanceof SyntaxError)) throw error;
  }
  const values = { stack: asShown(quoted(stack)) };
  throw new ForeseenError(message("SMS4007", { what: "notJson", values, facts: { command: commandLine(words) }, do: ["doctor"] }));
}

const commandLine = (words: readonly string[]): Shown => plain(["pulumi", ...words].join(" "));

const objectOrNothing = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(objectOrNothing) : []);
