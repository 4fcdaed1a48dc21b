import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
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
    ok("msgsms", own.version),
    nodeFinding(process.versions.node, own.engines?.node ?? ""),
    pulumiFinding(await pulumiVersion(shell), neededSdk),
    sdkFinding(sdkVersion(shell.folder), neededSdk),
  ];
}

/** @param needed a range such as `>=20.19` */
export function nodeFinding(version: string, needed: string): Finding {
  if (isAtLeast(version, needed)) return ok("Node", version);
  return problem("Node", `${version} is too old`, `install ${needed.replace(">=", "")} or newer from nodejs.org`);
}

function pulumiFinding(version: string | undefined, needed: string): Finding {
  if (version === undefined)
    return warning("Pulumi", "there is no pulumi on PATH", "install it to run pulumi preview and up, or to use --stack");
  if (isAtLeast(version, needed)) return ok("Pulumi", version);
  return warning("Pulumi", `${version} is older than what this package is tested with`, `install ${needed.replace("^", "")} or newer`);
}

function sdkFinding(version: string | undefined, needed: string): Finding {
  if (version === undefined) {
    return warning(
      "Pulumi SDK",
      `the current folder has no ${sdk}`,
      "run msgsms doctor in the folder of the Pulumi program, after npm install",
    );
  }
  if (isAtLeast(version, needed)) return ok("Pulumi SDK", `${sdk} ${version}`);
  return problem("Pulumi SDK", `${sdk} ${version} is too old`, `run npm install ${sdk}@${needed}`);
}

/** Looked for where Node would find it from the program's folder; `resolve` itself remembers what it once found. */
function sdkVersion(folder: string): string | undefined {
  const folders = createRequire(join(folder, "program.js")).resolve.paths(sdk) ?? [];
  const path = folders.map((one) => join(one, sdk, "package.json")).find(existsSync);
  return path === undefined ? undefined : readPackage(path).version;
}

const readPackage = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Package;

/** Whether a version is not below the beginning of a range (`>=20.19`, `^3.216.0`). */
function isAtLeast(version: string, range: string): boolean {
  const [actual, least] = [version, range].map((text) => text.replace(/^\D+/, "").split(/[.+-]/).map(Number)) as [number[], number[]];
  const place = least.findIndex((part, index) => part !== (actual[index] ?? 0));
  return place === -1 || (actual[place] ?? 0) > (least[place] ?? 0);
}
