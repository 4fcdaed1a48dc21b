import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import { catalogue, type CatalogueEntry } from "../../schemas/generated/catalogue";
import { runCommandLine } from "../../provider/cli";

const root = join(__dirname, "..", "..");
const runs = Number(process.env["MANIFEST_FUZZ"] ?? 5000);
const seed = Number(process.env["MANIFEST_SEED"] ?? Date.now() % 1_000_000);

/** Every manifest that this repository has: the examples of the catalogue, and those of `examples/`. */
const corpus: readonly Buffer[] = [
  ...Object.values<CatalogueEntry>(catalogue).flatMap(({ wrong, right }) => [wrong, right].flatMap((text) => text ?? [])),
  ...readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml") && !name.includes("node_modules"))
    .map((name) => readFileSync(join(root, "examples", name), "utf8")),
].map((text) => Buffer.from(text));

const hostile = [
  "[",
  "]",
  "{",
  "}",
  "&a ",
  "*a",
  "<<: ",
  "!!",
  "! ",
  "|",
  ">-",
  "'",
  '"',
  "\\",
  "\t",
  "\r",
  "\r\n",
  "\0",
  "\u{FEFF}",
  "😀",
  "\u2028",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  ": ",
  "- ",
  "? ",
  "#",
  "~",
  "null",
  "1e9",
  "0x10",
  ".nan",
  "__proto__",
  "applications:",
  "# msgsms-disable-next-line",
  "include: ",
].map((piece) => Buffer.from(piece));

/** One change: bytes from somewhere are put, perhaps many times, in the place of others. */
const change = fc.record({
  at: fc.nat(),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
  piece: fc.oneof(
    fc.constantFrom(Buffer.alloc(0), ...hostile),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
    fc.tuple(fc.nat(corpus.length - 1), fc.nat(), fc.nat(80)).map(([index, from, size]) => {
      const text = corpus[index]!;
      return text.subarray(from % text.length, (from % text.length) + size);
    }),
  ),
  times: fc.oneof(
    { weight: 300, arbitrary: fc.constant(1) },
    { weight: 3, arbitrary: fc.constant(64) },
    { weight: 1, arbitrary: fc.constant(2000) },
  ),
});

function changed(text: Buffer, changes: readonly { at: number; length: number; piece: Buffer; times: number }[]): Buffer {
  return changes.reduce((before, { at, length, piece, times }) => {
    const start = at % (before.length + 1);
    return Buffer.concat([before.subarray(0, start), ...Array<Buffer>(times).fill(piece), before.subarray(start + length)]);
  }, text);
}

/** Exit code of `msgsms validate -`, and what it prints. */
async function validated(input: Buffer): Promise<{ code: number; stdout: string; stderr: string }> {
  const printed = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr") => ({ write: (text: string) => void (printed[name] += text), isTerminal: false, columns: 80 });
  const code = await runCommandLine(["validate", "-", "--format", "json"], {
    folder: root,
    environment: {},
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdin: () => Promise.resolve(input),
    now: () => new Date(),
  });
  return { code, ...printed };
}

/** Whether YAML's own parser refuses the bytes. */
function isUnparsable(input: Buffer): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(input);
    return [parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" })].flat().some(({ errors }) => errors.length > 0);
  } catch (error) {
    // No UTF-8, or nested so deep that YAML's own parser overflows.
    if (error instanceof TypeError || error instanceof RangeError) return true;
    throw error;
  }
}

describe("properties: msgsms validate, mutated manifests", () => {
  // mocha lets errors keep their whole stack, and YAML's parser makes thousands of them for some inputs; the command runs with Node's usual ten frames.
  const { stackTraceLimit } = Error;
  before(() => {
    Error.stackTraceLimit = 10;
  });
  after(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it(`never crashes, is never slow, and never passes what is no YAML: ${runs} inputs, seed ${seed}`, async () => {
    let unparsable = 0;
    // Loading the command is not what is timed.
    await validated(corpus[0]!);
    await fc.assert(
      fc.asyncProperty(fc.nat(corpus.length - 1), fc.array(change, { minLength: 1, maxLength: 6 }), async (index, changes) => {
        const input = changed(corpus[index]!, changes);
        const began = performance.now();
        const { code, stdout, stderr } = await validated(input);
        const took = performance.now() - began;
        assert.ok(took < 5000, `it took ${took.toFixed()} ms, for ${input.length} bytes`);
        assert.ok(code === 0 || code === 1, `exit code ${code}: ${stderr}`);
        const { diagnostics, summary } = JSON.parse(stdout) as { diagnostics: unknown[]; summary: { errors: number } };
        assert.equal(code, summary.errors === 0 ? 0 : 1, JSON.stringify(diagnostics));
        if (!isUnparsable(input)) return;
        unparsable += 1;
        assert.equal(code, 1, `passed, and is no YAML: ${JSON.stringify(input.toString("latin1"))}`);
      }),
      // Shrinking would try thousands of large inputs; the seed gives the failure again.
      { numRuns: runs, seed, endOnFailure: true },
    );
    assert.ok(unparsable > runs / 20, `only ${unparsable} of the inputs were no YAML`);
  }).timeout(3_600_000);
});
