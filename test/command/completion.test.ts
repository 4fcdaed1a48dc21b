import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "../../schemas/generated/catalogue";
import { runCommandLine } from "../../provider/cli";

/** What `msgsms completion <name>` prints. */
async function script(name: string): Promise<string> {
  let printed = "";
  const silent = { write: () => undefined, isTerminal: false, columns: 80 };
  const stdout = { ...silent, write: (text: string) => void (printed += text) };
  const shell = {
    folder: __dirname,
    environment: {},
    stdout,
    stderr: silent,
    stdin: () => Promise.resolve(new Uint8Array()),
    now: () => new Date(),
  };
  assert.equal(await runCommandLine(["completion", name], shell), 0);
  return printed;
}

describe("msgsms completion: bash itself", () => {
  let folder = "";
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "completion-"));
    writeFileSync(join(folder, "completion.bash"), await script("bash"));
    writeFileSync(join(folder, "sms-applications.yaml"), "");
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What bash offers after these words. */
  function offered(...words: string[]): string[] {
    const line = `source completion.bash; COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _msgsms; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const run = spawnSync("bash", ["--norc", "-c", line], { cwd: folder, encoding: "utf8" });
    assert.equal(run.stderr, "");
    return run.stdout.split("\n").filter((word) => word !== "");
  }

  it("offers the commands", () => assert.deepEqual(offered("msgsms", "va"), ["validate"]));
  it("offers the flags of a command", () => assert.deepEqual(offered("msgsms", "validate", "--max"), ["--max-warnings"]));
  it("offers the values of a flag", () =>
    assert.ok(["text", "json"].every((name) => offered("msgsms", "validate", "--format", "").includes(name))));
  it("offers files where a command takes them", () => assert.deepEqual(offered("msgsms", "validate", "sms"), ["sms-applications.yaml"]));
  it("offers files after a flag that takes one", () =>
    assert.deepEqual(offered("msgsms", "validate", "--config", "sms"), ["sms-applications.yaml"]));
  it("offers no files after a number", () => assert.deepEqual(offered("msgsms", "validate", "--max-warnings", ""), []));
  it("offers the codes", () => assert.deepEqual(offered("msgsms", "explain", ""), ["--help", ...Object.keys(catalogue)]));
  it("offers the shells", () => assert.deepEqual(offered("msgsms", "completion", "f"), ["fish"]));
});

// Neither shell is on every machine; their scripts are compared in what they name.
describe("msgsms completion: zsh and fish", () => {
  it("name the same commands and flags as bash", async () => {
    const flags = (text: string) =>
      [...new Set([...text.matchAll(/(?:--|-l )([a-z][a-z-]+)/g)].map(([, flag = ""]) => flag))]
        .filter((flag) => flag !== "version")
        .sort();
    const [bash, zsh, fish] = await Promise.all(["bash", "zsh", "fish"].map(script));
    assert.ok(flags(bash ?? "").length > 8);
    assert.deepEqual(flags(zsh ?? ""), flags(bash ?? ""));
    assert.deepEqual(flags(fish ?? ""), flags(bash ?? ""));
  });
  it("have balanced quotes", async () => {
    for (const name of ["zsh", "fish"]) {
      const lines = (await script(name)).split("\n").filter((line) => !line.startsWith("#"));
      assert.deepEqual(
        lines.filter((line) => (line.match(/(?<!\\)'/g) ?? []).length % 2 !== 0),
        [],
      );
    }
  });
});
