import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runPulumi } from "../../../provider/stack";
import { repositoryRoot } from "../../../tools/pulumi/linked-packages";
import { runs, withScript } from "../../support/pulumi/scripted-pulumi";

const long = 30_000;

describe("processes: pulumi is run so that it ends, asks nobody and shows no secret", function () {
  this.timeout(60_000);

  const gone = async (pids: readonly number[]) => {
    for (let step = 0; step < 100 && (await Promise.all(pids.map(runs))).includes(true); step++) await pause(20);
    assert.deepEqual(
      await Promise.all(pids.map(runs)),
      pids.map(() => false),
    );
  };

  it("gives the exit code and what was written", () =>
    withScript("echo told >&2; echo '{}'; exit 3", async ({ running }) => {
      assert.deepEqual(await running(long)([]), { end: 3, stdout: "{}\n", stderr: "told\n" });
    }));

  it("says when there is none", () =>
    withScript("", async ({ folder }) => {
      const run = runPulumi({ command: "pulumi", folder, environment: { PATH: join(folder, "empty") }, limit: long });
      assert.equal((await run([])).end, "not found");
    }));

  it("says why it could not be started", () =>
    withScript("", async ({ folder, running }) => {
      const tooLarge = await running(long, { LARGE: "x".repeat(4_000_000) })([]);
      assert.deepEqual([tooLarge.end, /E2BIG/.test(tooLarge.stderr)], ["not started", true]);
      await chmod(join(folder, "pulumi"), 0o644);
      const notExecutable = await running(long)([]);
      assert.deepEqual([notExecutable.end, /EACCES/.test(notExecutable.stderr)], ["not started", true]);
    }));

  it("does not wait for a child that holds the pipes open after its end", () =>
    withScript("sleep 25 & echo '{}'", async ({ running }) => {
      assert.deepEqual(await running(20_000)([]), { end: 0, stdout: "{}\n", stderr: "" });
    }));

  it("ends it at the limit, with all that it started", () =>
    withScript("sleep 50 & echo $$ $! > pids; echo half; sleep 50", async ({ running, pids }) => {
      const { end, stdout } = await running(1_000)([]);
      assert.deepEqual([end, stdout], ["time limit", ""]);
      await gone(await pids());
    }));

  it("ends one that writes without end", () =>
    withScript("echo $$ > pids; exec yes 0123456789012345678901234567890123456789", async ({ running, pids }) => {
      const { end, stdout } = await running(long)([]);
      assert.deepEqual([end, stdout], ["too much", ""]);
      await gone(await pids());
    }));

  it("keeps the beginning of what it says without end", () =>
    withScript("echo 'error: first'; exec yes >&2", async ({ running }) => {
      const { end, stderr } = await running(1_500)([]);
      assert.deepEqual([end, stderr.length <= 65_536, stderr.startsWith("y\n")], ["time limit", true, true]);
    }));

  it("answers no question, on standard input or on the terminal", () =>
    withScript('read -r answer; (read -r more < /dev/tty) 2>/dev/null || more=none; echo "[$answer][$more]"', async ({ running }) => {
      assert.deepEqual(await running(long)([]), { end: 0, stdout: "[][none]\n", stderr: "" });
    }));

  it("hands on no option of the environment", () =>
    withScript("env | grep -i -e PULUMI_ -e KEPT", async ({ running }) => {
      const { stdout } = await running(long, {
        PULUMI_OPTION_SHOW_SECRETS: "true",
        PULUMI_OPTION_FILE: "state.json",
        PULUMI_HOME: "/kept",
      })([]);
      assert.deepEqual(stdout.trim().split("\n").sort(), ["PULUMI_HOME=/kept", "PULUMI_SKIP_UPDATE_CHECK=true"]);
    }));

  it("tells a signal from the limit", () =>
    withScript("kill -KILL $$", async ({ running }) => {
      assert.equal((await running(long)([])).end, "SIGKILL");
    }));

  it("is not left behind by a process that ends", () =>
    withScript("echo $$ > pids; exec sleep 50", async ({ folder, pids }) => {
      const door = join(repositoryRoot, "dist", "provider", "stack", "index.js");
      const place = JSON.stringify({ command: join(folder, "pulumi"), folder, environment: {}, limit: long });
      const script = `require(${JSON.stringify(door)}).runPulumi(${place})([]); setTimeout(() => process.exit(0), 1500);`;
      await once(spawn(process.execPath, ["-e", script], { stdio: "inherit" }), "exit");
      assert.ok(existsSync(join(folder, "pids")));
      await gone(await pids());
    }));
});
