import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import gte from "semver/functions/gte";
import minVersion from "semver/ranges/min-version";
import { message, plain, type Message } from "../../../messages";
import type { Shell } from "../../shell";
import { pulumiVersion } from "../../accounts/stack";
import { ok, problem, warning, type Finding } from "./finding";

interface Package {
  version: string;
  engines?: { node?: string };
  peerDependencies?: Record<string, string>;
}

const sdk = "@pulumi/pulumi";

/** Versions of msgsms, Node, the `pulumi` on PATH, and the SDK of the program in the current folder. */
export async function versions(shell: Shell): Promise<Finding[]> {
  const own = readPackage(require.resolve("pulumi-msgsms/package.json"));
  const neededSdk = own.peerDependencies?.[sdk] ?? "";
  return [
    ok("msgsms", plain(own.version)),
    nodeFinding(process.versions.node, own.engines?.node ?? ""),
    pulumiFinding(await pulumiVersion(shell), neededSdk),
    sdkFinding(sdkVersion(shell.folder), neededSdk),
  ];
}

/** @param needed a range such as `>=20.19` */
export function nodeFinding(version: string, needed: string): Finding {
  if (isAtLeast(version, needed)) return ok("Node", plain(version));
  return problem("Node", tooOld("Node", version, needed, "node"));
}

function pulumiFinding(version: string | undefined, needed: string): Finding {
  if (version === undefined) return warning("Pulumi", message("SMS5202", { what: "pulumi", do: ["pulumi"] }));
  if (isAtLeast(version, needed)) return ok("Pulumi", plain(version));
  return warning("Pulumi", tooOld("pulumi", version, needed, "pulumi"));
}

function sdkFinding(version: string | undefined, needed: string): Finding {
  if (version === undefined) return warning("Pulumi SDK", message("SMS5202", { what: "sdk", do: ["sdk"] }));
  if (isAtLeast(version, needed)) return ok("Pulumi SDK", plain(`${sdk} ${version}`));
  return problem("Pulumi SDK", tooOld(sdk, version, needed, "sdk"));
}

function tooOld(program: string, version: string, needed: string, step: "node" | "pulumi" | "sdk"): Message {
  const least = step === "sdk" ? needed : (minVersion(needed)?.version ?? needed);
  return message("SMS5201", { values: { program: plain(program), version: plain(version), needed: plain(least) }, do: [step] });
}

/** Whether a version is not below the beginning of a range (`>=20.19`, `^3.216.0`). */
const isAtLeast = (version: string, range: string): boolean => gte(version, minVersion(range) ?? version);

/** Looked for where Node would find it from the program's folder; `resolve` itself remembers what it once found. */
function sdkVersion(folder: string): string | undefined {
  const folders = createRequire(join(folder, "program.js")).resolve.paths(sdk) ?? [];
  const path = folders.map((one) => join(one, sdk, "package.json")).find(existsSync);
  return path === undefined ? undefined : readPackage(path).version;
}

const readPackage = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Package;
