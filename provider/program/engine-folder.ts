import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { asShown, block, engineText, message, plain, quoted } from "../messages";
import { refused } from "./refused";

/** What the provider's process loads, by its package: the SDK's server (ENGINE-3), and what the text in the state requires (ENGINE-1). */
const loaded = { "@pulumi/pulumi": "@pulumi/pulumi/cmd/dynamic-provider", "pulumi-msgsms": "pulumi-msgsms/dynamic-provider" };

/**
 * The engine loads the provider from the folder that the program runs in. That this program has the package does not mean that the engine finds it,
 * and the engine's own words then are a stack of Node and "could not read plugin".
 *
 * @throws pulumi.ResourceError SMS2301 when the engine will not find it. For an inline program it is a warning: its engine may work elsewhere.
 */
export function requireFoundByEngine(): void {
  const folder = process.cwd();
  if (good.has(folder) || isMocked()) return;
  const missing = missingFrom(folder);
  if (missing === undefined) good.add(folder);
  else if (isInline()) warnOnce(missing, folder);
  else throw refused(message("SMS2301", { values: { package: plain(missing) }, facts: factsOf(folder), do: ["install"] }));
}

const good = new Set<string>();

function missingFrom(folder: string): string | undefined {
  const from = createRequire(join(folder, "program.js"));
  return Object.entries(loaded).find(([, path]) => !resolves(from, path))?.[0];
}

function resolves(from: NodeJS.Require, path: string): boolean {
  try {
    from.resolve(path);
    return true;
  } catch (error) {
    // Not there, or a version without this entry.
    if (["MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}

/** A unit test of a program has no engine. The SDK does not export the class of its stand-in. */
const isMocked = () => "mocks" in (pulumi.runtime.getMonitor() ?? {});

/** The SDK starts any other program with this variable. */
const isInline = () => process.env["PULUMI_NODEJS_MONITOR"] === undefined;

/** A process may run many stacks, and each has many applications. */
const warned = new WeakSet<object>();

function warnOnce(missing: string, folder: string): void {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined || warned.has(stack)) return;
  warned.add(stack);
  const told = message("SMS2302", { values: { package: plain(missing) }, facts: factsOf(folder), do: ["folder", "install"] });
  void pulumi.log.warn(engineText(block(told, { more: true })));
}

const factsOf = (folder: string) => ({ folder: asShown(quoted(folder)) });
