import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UnexpectedEnd } from "../demo/demonstration";
import { runDemo } from "../demo/run-demo";
import { runProgram } from "../pulumi/run-program";
import { npm } from "./npm";
import { compilerOptionsOfPulumi } from "./type-check";

/** Makes the quickstart a project as users have it: the package as it is published, and this SDK, with the Node that runs this. */
async function install(folder: string, tarball: string, sdk: string): Promise<void> {
  const file = join(folder, "package.json");
  const project = JSON.parse(await readFile(file, "utf8")) as { dependencies: Record<string, string> };
  project.dependencies = { "@pulumi/pulumi": sdk, "pulumi-msgsms": `file:${tarball}` };
  await writeFile(file, JSON.stringify(project));
  await npm(["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: folder });
  const installed = JSON.parse(await readFile(join(folder, "node_modules", "@pulumi", "pulumi", "package.json"), "utf8")) as {
    version: string;
  };
  if (installed.version !== sdk) throw new UnexpectedEnd(`npm installed the SDK ${installed.version} instead of ${sdk}`);
}

/** The compiler of the project, as `pulumi new typescript` sets it up. */
async function checkTypes(folder: string): Promise<void> {
  const settings = join(folder, "tsconfig.of-pulumi.json");
  await writeFile(settings, JSON.stringify({ compilerOptions: { ...compilerOptionsOfPulumi, noEmit: true }, files: ["index.ts"] }));
  const compiler = join(folder, "node_modules", "typescript", "bin", "tsc");
  const run = await runProgram(process.execPath, [compiler, "-p", settings], { cwd: folder, env: process.env, timeoutMs: 120_000 });
  if (run.code !== 0) throw new UnexpectedEnd(`the types do not compile:\n${run.all}`);
}

/** Arguments: the packed package, and the version of the SDK. Exit code 0 only if the types compile and each step of the demo goes as it says. */
async function main([tarball = "", sdk = ""]: string[]): Promise<void> {
  await runDemo({
    packages: async (folder) => {
      await install(folder, tarball, sdk);
      await checkTypes(folder);
    },
    // As users run it: with the types checked in each run.
    env: { PULUMI_NODEJS_TRANSPILE_ONLY: "false" },
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UnexpectedEnd ? error.message : error);
  process.exitCode = 1;
});
