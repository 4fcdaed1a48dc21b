import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { repositoryRoot } from "../pulumi/linked-packages";
import { runProgram } from "../pulumi/run-program";
import { nodeFolder } from "./node";
import { npm } from "./npm";
import { allPairs, type Pair } from "./versions";

/** Six minutes: an installation, a check of types and the steps of the demo, on a busy machine. */
const limit = 360_000;

/** How a pair ended, and what it printed when it ended badly. */
interface Result {
  said: string;
  output?: string;
}

async function tried({ node, sdk, excluded }: Pair, tarball: string): Promise<Result> {
  if (excluded !== undefined) return { said: excluded };
  const bin = await nodeFolder(node);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` };
  const started = performance.now();
  const args = ["--import", "tsx", join(__dirname, "pair.ts"), tarball, sdk];
  const run = await runProgram(join(bin, "node"), args, { cwd: repositoryRoot, env, timeoutMs: limit });
  const seconds = Math.round((performance.now() - started) / 1000);
  return run.code === 0 ? { said: `passed in ${seconds} s` } : { said: "FAILED", output: run.all };
}

/**
 * `npm run test:matrix`: the package as it is packed, with each Node and each SDK that users may have: the types compile as in a project of
 * `pulumi new typescript`, and the steps of the demo go as they say. With `--newest` only the last pair.
 */
async function main(words: readonly string[]): Promise<void> {
  const all = await allPairs();
  const pairs = words.includes("--newest") ? all.slice(-1) : all;
  const folder = await mkdtemp(join(tmpdir(), "pulumi-msgsms-matrix-"));
  let failed = 0;
  try {
    const [packed] = JSON.parse(
      await npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], { cwd: repositoryRoot }),
    ) as [{ filename: string }];
    for (const pair of pairs) {
      const { said, output } = await tried(pair, join(folder, packed.filename));
      console.log(`Node ${pair.node.padEnd(10)} SDK ${pair.sdk.padEnd(10)} ${said}`);
      if (output === undefined) continue;
      failed++;
      console.log(output.replaceAll(/^/gm, "    "));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(failed === 0 ? "Every pair that was tried passed." : `${failed} of ${pairs.length} pairs failed.`);
  if (failed > 0) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
