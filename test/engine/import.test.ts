import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "../../tools/pulumi/run-program";
import { SmsStack } from "../support/pulumi/sms-stack";
import { chinaProject } from "../support/service/projects";

const index = (file: string) =>
  `const { SmsApplicationManifest } = require("pulumi-msgsms");\nnew SmsApplicationManifest("sms", { file: "${file}" });\n`;

describe("engine: from applications made by hand to a stack that manages them", function () {
  this.timeout(180_000);
  let sms: SmsStack;

  before(async () => {
    sms = await SmsStack.start({ "index.js": index("imported.yaml") });
    const hand = { projectId: chinaProject, market: "chinese-mainland" };
    const uplinkDestination = "https://sms.example.com/uplink";
    await sms.control("POST", "seed", {
      applications: [
        { ...hand, name: "login-codes", uplinkDestination, ipWhitelist: ["203.0.113.10", "203.0.113.11"] },
        { ...hand, market: "international", name: "abroad_codes", ipWhitelist: ["203.0.113.10"] },
      ],
    });
  });
  after(() => sms.stop());

  /** The command as built, in the folder of the program, with the settings of the stack. */
  const msgsms = (...words: string[]) => {
    const command = join(__dirname, "..", "..", "dist", "provider", "cli", "main.js");
    return runProgram(process.execPath, [command, ...words], { cwd: sms.stack.folder, env: sms.stack.env, timeoutMs: 60_000 });
  };
  const write = async () => (await sms.requests()).filter((request) => !request.startsWith("GET"));

  it("import --write gives a manifest, and validate has nothing to say", async () => {
    const run = await msgsms("import", "--stack", "dev", "--write", "imported.yaml");
    assert.equal(run.code, 0, run.all);
    assert.equal(run.stdout, "");
    const validate = await msgsms("validate", "imported.yaml", "--max-warnings", "0");
    assert.equal(validate.code, 0, validate.all);
    const text = await readFile(join(sms.stack.folder, "imported.yaml"), "utf8");
    assert.match(text, /login-codes:\n {4}market: chinese-mainland\n {4}name: login-codes\n {4}adopt: /);
  });

  it("pulumi up takes both over and writes nothing to the service", async () => {
    const up = await sms.stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(up.code, 0, up.all);
    const adopted = (await sms.applicationsInState()).map(({ id, outputs }) => [id, outputs?.["adopted"]]);
    const alive = await sms.alive();
    assert.equal(alive.length, 2);
    assert.deepEqual(adopted.sort(), alive.map(({ id }) => [id, true]).sort());
    assert.deepEqual(await write(), []);
  });

  it("pulumi import imports nothing, and fails by itself: no page says that it points to adopt", async () => {
    const before = await sms.applicationsInState();
    const [{ id } = assert.fail("nothing is alive")] = await sms.alive();
    const run = await sms.stack.pulumi("import", "pulumi-nodejs:dynamic/msgsms:SmsApplication", "imported", id, "--yes");
    assert.notEqual(run.code, 0);
    assert.doesNotMatch(run.all, /adopt/);
    assert.deepEqual(await sms.applicationsInState(), before);
    assert.deepEqual(await write(), []);
  });

  it("what the state holds is forgotten by force only, and stays alive", async () => {
    const [first] = await sms.applicationsInState();
    const refused = await sms.stack.pulumi("state", "delete", first!.urn, "--yes");
    assert.notEqual(refused.code, 0);
    assert.match(refused.all, /--force/);
    const alive = await sms.alive();
    const forgotten = await sms.stack.pulumi("state", "delete", "--force", first!.urn, "--yes");
    assert.equal(forgotten.code, 0, forgotten.all);
    assert.equal((await sms.applicationsInState()).length, 1);
    const again = await sms.stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(again.code, 0, again.all);
    assert.deepEqual(await sms.alive(), alive);
  });

  it("a second up changes nothing, and there is no drift", async () => {
    const up = await sms.stack.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    assert.equal(up.code, 0, up.all);
    const drift = await msgsms("drift", "imported.yaml", "--stack", "dev");
    assert.equal(drift.code, 0, drift.all);
    assert.match(drift.stdout, /^No drift: 2 applications in 1 file\.\n/);
    const todo = await msgsms("todo", "imported.yaml", "--live", "--stack", "dev");
    assert.equal(todo.code, 0, todo.all);
    assert.deepEqual(await write(), []);
  });

  it("drift tells a change made by hand, which a further import does not take for new", async () => {
    const [first] = (await sms.alive()).filter(({ name }) => name === "login-codes");
    await sms.control("POST", "seed", {
      applications: [{ id: first!.id, projectId: chinaProject, uplinkDestination: "https://elsewhere.example/" }],
    });
    const drift = await msgsms("drift", "imported.yaml", "--stack", "dev");
    assert.equal(drift.code, 1, drift.all);
    assert.match(
      drift.stdout,
      /SMS2101: uplinkDestination differs [^]*\n +declared +https:\/\/sms\.example\.com\/uplink\n +service +https:\/\/elsewhere\.example\/\n/,
    );
    const again = await msgsms("import", "imported.yaml", "--stack", "dev");
    assert.deepEqual([again.code, again.stdout], [0, ""], again.all);
  });

  it("doctor finds the stack in order", async () => {
    const run = await msgsms("doctor", "--stack", "dev");
    assert.equal(run.code, 0, run.all);
    assert.match(run.stdout, /ok +state +dev holds 2 SMS applications\n/);
    assert.match(run.stdout, new RegExp(`ok +account +projectId is ${chinaProject}, from msgsms:projectId\\n`));
    assert.doesNotMatch(run.stdout, /^problem/m);
  });
});
