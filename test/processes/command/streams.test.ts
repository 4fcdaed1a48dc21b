import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../../tools/pulumi/run-program";

const command = join(__dirname, "..", "..", "..", "dist", "provider", "cli", "main.js");

describe("msgsms, as a process", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "streams-"));
    const entries = Array.from({ length: 900 }, (_, index) => `  a${index}: {market: european, nmae: x}`);
    writeFileSync(join(folder, "sms.yaml"), ["apiVersion: msgsms/v1", "kind: SmsApplications", "applications:", ...entries, ""].join("\n"));
  });
  after(() => rmSync(folder, { recursive: true }));
  const bash = (line: string) => runProgram("bash", ["-c", line], { cwd: folder, env: process.env, timeoutMs: 20_000 });

  it("ends as usual when whoever reads its output stops early", async () => {
    const run = await bash(`"${process.execPath}" "${command}" validate sms.yaml | head -1; exit "\${PIPESTATUS[0]}"`);
    assert.equal(run.stderr, "");
    assert.match(run.stdout, /^sms\.yaml:4:26 error SMS1001: nmae is not a setting of an SMS application\n$/);
    assert.equal(run.code, 1);
  }).timeout(30_000);

  it("writes all of a long report to a slow pipe", async () => {
    const run = await bash(
      `"${process.execPath}" "${command}" validate sms.yaml --format json | (sleep 1; cat) > out.json; exit "\${PIPESTATUS[0]}"`,
    );
    assert.equal(run.code, 1);
    const counted = await bash(`"${process.execPath}" -p 'JSON.parse(require("fs").readFileSync("out.json", "utf8")).diagnostics.length'`);
    assert.equal(counted.stdout, "900\n");
  }).timeout(30_000);

  it("takes a closed standard input for an empty one", async () => {
    const run = await bash(`"${process.execPath}" "${command}" validate - < /dev/null`);
    assert.equal(run.code, 1);
    assert.match(run.stdout, /^stdin:1:1 error SMS1108: the file is empty\n/);
  }).timeout(30_000);

  it("reads no more of a standard input without end than a manifest may have", async () => {
    const run = await bash(`"${process.execPath}" "${command}" validate - < /dev/zero`);
    assert.equal(run.code, 1);
    assert.match(run.stdout, /^stdin:1:1 error SMS1103: the file has 1048577 bytes; at most 1048576 are read\n/);
    const piped = await bash(`yes | "${process.execPath}" "${command}" validate -; exit "\${PIPESTATUS[1]}"`);
    assert.equal(piped.code, 1);
    assert.match(piped.stdout, /SMS1103/);
  }).timeout(30_000);

  it("tells of a full disk in one line, and does not end as if all were well", async () => {
    await bash("printf 'apiVersion: msgsms/v1\nkind: SmsApplications\napplications: {}\n' > clean.yaml");
    const lines = [
      "validate clean.yaml",
      "validate sms.yaml",
      "schema",
      "explain",
      "--help",
      "--version",
      "validate --format json clean.yaml",
    ];
    for (const words of lines) {
      const run = await bash(`"${process.execPath}" "${command}" ${words} > /dev/full`);
      assert.equal(run.stderr, 'error: SMS5104: "standard output" cannot be written (ENOSPC)\n', words);
      assert.equal(run.code, 2);
    }
    const silent = await bash(`"${process.execPath}" "${command}" validate no.yaml 2> /dev/full`);
    assert.equal(silent.code, 2);
  }).timeout(60_000);
});
