import assert from "node:assert/strict";
import { SmsStack } from "../support/pulumi/sms-stack";

const project = { "Pulumi.yaml": "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n" };
const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/msgsms:SmsApplication::alerts";
const program = (...lines: string[]) =>
  ['const { SmsApplication, SmsApplicationManifest } = require("pulumi-msgsms");', 'const market = "international";', ...lines, ""].join(
    "\n",
  );
const declared = (resource: string, name: string, options = "{}", further = "") =>
  `new SmsApplication("${resource}", { market, name: "${name}", deletionPolicy: "abandon"${further} }, ${options});`;
const alerts = program(declared("alerts", "alerts"));

describe("engine: what the stack manages", function () {
  this.timeout(180_000);
  let stack: SmsStack;
  before(async () => {
    stack = await SmsStack.start({ ...project, "index.js": alerts }, { timeoutMs: 120_000 });
    const { code, all } = await stack.stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(code, 0, all);
  });
  after(() => stack.stop());

  const run = async (index: string, ...words: string[]) => {
    await stack.stack.write("index.js", index);
    return stack.stack.pulumi(...words);
  };
  const refuses = async (index: string, text: RegExp, ...words: string[]) => {
    const { code, all } = await run(index, ...words);
    assert.match(all, text);
    assert.notEqual(code, 0, all);
    assert.equal((await stack.alive()).length, 1);
  };

  it("is not replaced, in preview and in up, with and without a new name", async () => {
    const replaced =
      /SMS2021: the replacement of \w+ would be a second international application\n.*leave out --replace, --target-replace/s;
    await refuses(alerts, replaced, "preview", "--replace", urn);
    await refuses(alerts, replaced, "up", "--yes", "--skip-preview", "--target-replace", urn);
    await refuses(program(declared("alerts", "alarms")), replaced, "up", "--yes", "--skip-preview", "--replace", urn);
  });

  it("is not replaced by an option that a transform adds", async () => {
    const transform = `require("@pulumi/pulumi").runtime.registerStackTransformation((a) => ({ props: a.props, opts: { ...a.opts, replaceOnChanges: ["*"] } }));`;
    await refuses(program(transform, declared("alerts", "alarms")), /SMS2021: the replacement of alarms would be/, "preview");
  });

  it("is not given to another resource, nor adopted by one; the lines that are shown keep it", async () => {
    const moved = program(declared("alarms", "alerts"));
    const { all } = await run(moved, "preview");
    assert.match(all, /SMS2021: this stack manages the international application alerts already/);
    assert.ok(all.includes(`aliases: ["${urn}"]`), all);
    assert.ok(all.includes(`pulumi state rename '${urn}' alarms`), all);
    await refuses(
      program(declared("alarms", "alerts", "{}", ', adopt: "by-name"')),
      /SMS2020: this stack manages the application alerts already/,
      "preview",
    );
    const { code, all: kept } = await run(
      program(declared("alarms", "alerts", `{ aliases: ["${urn}"] }`)),
      "preview",
      "--expect-no-changes",
    );
    assert.equal(code, 0, kept);
  });

  it("moves into a manifest with an alias, and the message shows that", async () => {
    await stack.stack.write(
      "sms.yaml",
      "apiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n  alerts: { market: international, name: alerts, deletionPolicy: abandon }\n",
    );
    const manifest = (aliases: string) => program(`new SmsApplicationManifest("sms", { file: "sms.yaml", ${aliases} });`);
    const line = `aliases: { "alerts": ["${urn}"] }`;
    const { all } = await run(manifest(""), "preview");
    assert.match(all, /SMS2021: this stack manages/);
    assert.ok(all.includes(line), all);
    assert.ok(!all.includes("state rename"), all);
    const { code, all: kept } = await run(manifest(line), "preview");
    assert.equal(code, 0, kept);
    assert.doesNotMatch(kept, /delete|replace/);
  });

  it("refuses the options that could only lose it", async () => {
    for (const option of [
      'deletedWith: market === 0 ? undefined : new SmsApplication("other", { market, name: "other" })',
      'replaceOnChanges: ["name"]',
      "deleteBeforeReplace: true",
    ])
      await refuses(
        program(declared("alerts", "alerts", `{ ${option} }`)),
        /SMS2023: the option \w+ of alerts could only lose an application/,
        "preview",
      );
  });

  it("fits the plan of a preview, although the mark of a creation is known only in the up", async () => {
    const two = program(declared("alerts", "alerts"), `new SmsApplication("codes", { market: "chinese-mainland", name: "codes" });`);
    const planned = await run(two, "preview", "--save-plan", "plan.json");
    assert.equal(planned.code, 0, planned.all);
    const { code, all } = await run(two, "up", "--yes", "--plan", "plan.json");
    assert.equal(code, 0, all);
    const again = await run(two, "preview", "--refresh", "--expect-no-changes");
    assert.equal(again.code, 0, again.all);
    assert.equal((await stack.alive()).length, 2);
  });

  it("is of the account that the configuration names, also when nothing changes and with keys that are invented", async () => {
    const both = program(declared("alerts", "alerts"), `new SmsApplication("codes", { market: "chinese-mainland", name: "codes" });`);
    await stack.stack.pulumi("config", "set", "msgsms:projectId", "1".repeat(32));
    for (const words of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { code, all } = await run(both, ...words);
      assert.notEqual(code, 0, all);
      assert.match(all, /SMS2008: the configuration names another projectId than application /);
    }
  });
});

describe("engine: the quota counts what has no name yet", function () {
  this.timeout(180_000);
  const first = `const first = new SmsApplication("first", { market, name: "one_app" });`;
  const named = (resource: string, name: string) => `new SmsApplication("${resource}", { market, name: ${name} });`;
  const later = program(
    first,
    named("b", 'first.id.apply((id) => "b_" + id.slice(0, 4))'),
    named("c", 'first.id.apply((id) => "c_" + id.slice(0, 4))'),
  );
  let stack: SmsStack;
  before(async () => (stack = await SmsStack.start({ ...project, "index.js": later })));
  after(() => stack.stop());

  it("in preview, for names that are outputs", async () => {
    const { code, all } = await stack.stack.pulumi("preview");
    assert.notEqual(code, 0, all);
    assert.match(all, /SMS2002: the international quota leaves 2, and this run creates 3\n.*one whose name is not known yet/s);
  });

  it("with --skip-preview before the first one is created, for all that the engine has told of", async () => {
    await stack.stack.write("index.js", program(...["a", "b", "c"].map((name) => named(name, `"${name}_app"`))));
    const { code, all } = await stack.stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0, all);
    assert.match(all, /SMS2002: the international quota leaves 2, and this run creates 3\n/);
    assert.deepEqual(await stack.alive(), []);
  });
});

describe("engine: a folder for notes that cannot be used", function () {
  this.timeout(180_000);
  const start = (home: string, env: Record<string, string> = {}) =>
    SmsStack.start({ ...project, "index.js": alerts }, { env: { XDG_STATE_HOME: home, ...env } });

  for (const home of ["/proc/nope", "/dev/null"])
    it(`below ${home} is not needed, and not spoken of, where the state of the stack can be read`, async () => {
      const stack = await start(home);
      try {
        for (const words of [
          ["up", "--yes"],
          ["up", "--yes"],
          ["refresh", "--yes"],
        ]) {
          const { code, all } = await stack.stack.pulumi(...words);
          assert.equal(code, 0, all);
          assert.doesNotMatch(all, /warning|SMS\d{4}|IntentFolder/);
        }
        assert.equal((await stack.alive()).length, 1);
      } finally {
        await stack.stop();
      }
    });
});
