import { readFile } from "node:fs/promises";
import { join } from "node:path";
import maxSatisfying from "semver/ranges/max-satisfying";
import minVersion from "semver/ranges/min-version";
import satisfies from "semver/functions/satisfies";
import { repositoryRoot } from "../pulumi/linked-packages";
import { npm } from "./npm";

/** One combination that users have. */
export interface Pair {
  node: string;
  sdk: string;
  /** Why it is not tried: the SDK's own words on the Node that it needs. */
  excluded?: string;
}

interface Project {
  engines: { node: string };
  peerDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const sdkName = "@pulumi/pulumi";

/** The npm package that holds the Node of this machine's kind. */
export const nodePackage = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

/**
 * What is tried: the oldest Node and the oldest SDK that `package.json` allows, the newest of the others, and the SDK that this repository
 * is developed with.
 */
export async function allPairs(): Promise<Pair[]> {
  const project = JSON.parse(await readFile(join(repositoryRoot, "package.json"), "utf8")) as Project;
  const oldest = (range: string | undefined) => minVersion(range ?? "")?.version ?? "";
  const nodes = [oldest(project.engines.node), await newest(nodePackage, "22"), await newest(nodePackage, "24")];
  const sdks = [oldest(project.peerDependencies[sdkName]), project.devDependencies[sdkName] ?? "", await newest(sdkName, "3")];
  const needed = await Promise.all(sdks.map(nodeNeededBy));
  return nodes.flatMap((node) =>
    sdks.map((sdk, index) => ({
      node,
      sdk,
      ...(satisfies(node, needed[index] ?? "*") ? {} : { excluded: `needs Node ${needed[index] ?? ""}` }),
    })),
  );
}

const view = async (...words: string[]): Promise<unknown> => JSON.parse(await npm(["view", ...words, "--json"], { cwd: repositoryRoot }));

async function newest(name: string, range: string): Promise<string> {
  const versions = [await view(`${name}@${range}`, "version")].flat() as string[];
  const found = maxSatisfying(versions, range);
  if (found === null) throw new Error(`the registry has no ${name}@${range}`);
  return found;
}

const nodeNeededBy = async (sdk: string) => (await view(`${sdkName}@${sdk}`, "engines.node")) as string;
