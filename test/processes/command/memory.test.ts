import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../../tools/pulumi/run-program";

const command = join(__dirname, "..", "..", "..", "dist", "provider", "cli", "main.js");

/** Megabytes that a run may take for anything of a megabyte. */
const most = 250;
const largest = 1024 * 1024;

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";
const numbered = (count: number, unit: (index: string) => string) =>
  Array.from({ length: count }, (_, index) => unit(String(index).padStart(5, "0"))).join("");
const filled = (text: string, unit: string, end = "") =>
  text + unit.repeat(Math.floor((largest - text.length - end.length) / Buffer.byteLength(unit))) + end;

/** Up to a megabyte each: beyond the limits, and just within them. */
const texts: Record<string, string> = {
  "lines of rubbish": numbered(100_000, (index) => `x${index}: y\n`),
  "one line of rubbish": filled("", "rubbish "),
  "items without end": filled(`${head}applications:\n  a: {market: european, name: a, ipWhitelist: [`, "1,", "1]}\n"),
  items: `${head}applications:\n  a: {market: european, name: a, ipWhitelist: [${"1,".repeat(48_000)}1]}\n`,
  "empty lists": `${head}applications: [${"[],".repeat(49_000)}]\n`,
  "keys given twice": `${head}applications:\n${" a:\n".repeat(49_000)}`,
  "unknown keys": head + numbered(24_000, (index) => `k${index}: v\n`),
  "keys of look-alikes": `${head}applications:\n${numbered(24_000, (index) => ` \u0430${index}: x\n`)}`,
  "signs that turn the text": filled(`${head}applications: {x\n# `, "\u202e"),
  "wrong entries": `${head}applications:\n${numbered(4500, (index) => ` a${index}: {confirmedInConsole: {a: 1,b: 1,c: 1}}\n`)}`,
  "entries with many defaults": `${head}defaults:\n${numbered(300, (index) => `  x${index}: 1\n`)}applications:\n${numbered(20_000, (index) => ` a${index}: {}\n`)}`,
  warnings: `${head}defaults: {market: chinese-mainland}\napplications:\n${numbered(7000, (index) => ` a${index}: {name: a${index}, uplinkDestination: 'http://u:p@127.0.0.1/?token=a${index}'}\n`)}`,
  secrets: `${head}defaults: {market: european}\napplications:\n${numbered(9000, (index) => ` a${index}: {appSecret: s${index}}\n`)}`,
  "comments that switch nothing off": `${head}applications:\n${"# msgsms-disable-next-line\n".repeat(38_000)}`,
  "one comment with many codes": filled(`${head}applications: {}\n# msgsms-disable-next-line `, "x ", "\n"),
  "blank lines": filled(`${head}applications: {}\n`, "\n"),
  "comments and values": `${head}applications: {}\n${"#\n".repeat(50_000)}x: [${"[],".repeat(48_000)}a]\n`,
  "a long key": `${head}applications:\n  ? '${"k".repeat(500_000)}'\n  : {${numbered(5000, (index) => `x${index}: 1,`)}}\n`,
};

describe("msgsms: memory, for anything of a megabyte", () => {
  let folder = "";
  before(() => (folder = mkdtempSync(join(tmpdir(), "memory-"))));
  after(() => rmSync(folder, { recursive: true }));

  for (const [title, text] of Object.entries(texts)) {
    it(`${title}: at most ${most} MB, and a report of at most 8 MB`, async () => {
      assert.ok(Buffer.byteLength(text) <= largest);
      writeFileSync(join(folder, "sms.yaml"), text);
      const program = `process.on("exit", () => process.stderr.write("peak " + process.resourceUsage().maxRSS)); require(${JSON.stringify(command)});`;
      const words = ["-e", program, "msgsms", "validate", "sms.yaml", "--format", "sarif"];
      const run = await runProgram(process.execPath, words, { cwd: folder, env: process.env, timeoutMs: 60_000 });
      const [, peak = ""] = /peak (\d+)$/.exec(run.stderr) ?? [];
      assert.equal(run.code, 1, run.stderr);
      assert.ok(Number(peak) / 1024 <= most, `${Math.round(Number(peak) / 1024)} MB`);
      assert.ok(run.stdout.length <= 8_000_000, `${run.stdout.length} characters`);
    }).timeout(90_000);
  }
});
