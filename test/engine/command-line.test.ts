import assert from "node:assert/strict";
import { readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { findPulumi } from "../../tools/pulumi/command-line";
import { runProgram } from "../../tools/pulumi/run-program";
import { isAtLeast, minimumVersion } from "../../tools/pulumi/version";
import { newStack } from "../support/pulumi/stack";
import { europeanProject } from "../support/service/projects";

const index = `import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config("msgsms");
export const endpoint: pulumi.Output<string> = pulumi.output(config.require("endpoint"));
export const profile: string = config.requireObject<{ europe: { projectId: string } }>("profiles").europe.projectId;
export const secretKey = config.requireSecret("secretKey");
`;
const program = {
  "index.ts": index,
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "target": "es2022", "module": "node16", "moduleResolution": "node16" } }\n',
};

describe("the real pulumi", () => {
  it("is found and reports its version", async () => {
    const { version, binFolder } = await findPulumi();
    const run = await runProgram(join(binFolder, "pulumi"), ["version"], { env: process.env, timeoutMs: 10_000 });
    assert.equal(run.code, 0);
    assert.equal(run.stdout.trim().replace(/^v/, "").split("-")[0], version);
    assert.ok(isAtLeast(version, minimumVersion));
  }).timeout(20_000);

  it("runs a TypeScript program with plain, structured and secret configuration, and leaves nothing", async () => {
    const config = {
      "msgsms:endpoint": "http://127.0.0.1:4010",
      "msgsms:profiles": { europe: { projectId: europeanProject } },
      "msgsms:secretKey": { secret: "se=cret with spaces" },
    };
    const stack = await newStack({ program, config });
    try {
      const up = await stack.pulumi("up", "--yes", "--skip-preview");
      assert.equal(up.code, 0, up.all);
      const outputs = await stack.pulumi("stack", "output", "--json", "--show-secrets");
      assert.deepEqual(JSON.parse(outputs.stdout), {
        endpoint: "http://127.0.0.1:4010",
        profile: europeanProject,
        secretKey: "se=cret with spaces",
      });
      const state = await stack.exportState();
      assert.equal(state.deployment.resources?.length, 1);
      assert.ok(!JSON.stringify(state).includes("se=cret"));
      assert.ok(!(await readFile(join(stack.folder, "Pulumi.dev.yaml"), "utf8")).includes("se=cret"));

      // Two previews at once do not disturb each other: a preview takes no lock.
      const previews = await Promise.all([stack.pulumi("preview"), stack.pulumi("preview")]);
      for (const preview of previews) assert.equal(preview.code, 0, preview.all);
    } finally {
      await stack.dispose();
    }
    await assert.rejects(readFile(join(stack.folder, "Pulumi.yaml")), /ENOENT/);
  }).timeout(60_000);

  it("fails with the program's own words when it refuses to run", async () => {
    // Without a stack: util.inspect of Node 20.20.2 works for a minute on one that names a file directly below node_modules/@scope,
    // as the mapped stacks of the SDK do.
    const index = [
      'const { RunError } = require("@pulumi/pulumi");',
      'const error = new RunError("the program says no");',
      "error.stack = error.message;",
      "throw error;\n",
    ].join("\n");
    const stack = await newStack({ program: { "index.js": index } });
    try {
      const preview = await stack.pulumi("preview");
      assert.equal(preview.timedOut, false);
      assert.equal(preview.code, 1);
      assert.match(preview.all, /error: the program says no/);
    } finally {
      await stack.dispose();
    }
  }).timeout(60_000);

  it("is stopped after its time limit, and nothing of it lives on", async () => {
    const index = 'require("node:fs").writeFileSync("pid", String(process.pid));\nsetInterval(() => {}, 1000);\n';
    const stack = await newStack({ program: { "index.js": index }, timeoutMs: 5000 });
    let pid: number;
    try {
      const run = await stack.pulumi("preview");
      assert.equal(run.timedOut, true);
      assert.notEqual(run.code, 0);
      pid = Number(await readFile(join(stack.folder, "pid"), "utf8"));
      assert.ok(pid > 0);
    } finally {
      await stack.dispose();
    }
    // A process that ended has no current folder any more, even while nobody has taken its exit code.
    if (process.platform === "linux") await assert.rejects(readlink(`/proc/${pid}/cwd`), { code: "ENOENT" });
  }).timeout(60_000);
});
