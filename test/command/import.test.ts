import assert from "node:assert/strict";
import { parse } from "yaml";
import { readManifest } from "../../provider/manifest";
import { Terminal } from "./terminal";
import { chinaProject, europeanProject } from "../support/service/projects";

interface Manifest {
  applications: Record<string, Record<string, unknown>>;
}

describe("msgsms import", () => {
  let terminal: Terminal;
  before(async () => (terminal = await Terminal.open()));
  beforeEach(() => {
    terminal.clear();
    terminal.configureProfiles();
  });
  after(() => terminal.close());

  const mainland = { projectId: chinaProject, market: "chinese-mainland" };
  const entriesOf = (text: string) => (parse(text) as Manifest).applications;

  it("prints entries with all that the service shows, and writes nothing", async () => {
    const settings = { uplinkDestination: "https://a.example/up", ipWhitelist: ["203.0.113.9"], enterpriseProjectId: "a1" };
    const [first, second] = terminal.seed(
      { ...mainland, name: "login-codes", ...settings },
      { projectId: chinaProject, market: "international", name: "abroad" },
    );
    const { code, stdout, stderr } = await terminal.msgsms("import");
    assert.equal(code, 0);
    assert.deepEqual(entriesOf(stdout), {
      "login-codes": { market: "chinese-mainland", name: "login-codes", adopt: first, ...settings },
      abroad: { market: "international", name: "abroad", adopt: second },
    });
    assert.match(
      stderr,
      /^Dry run: 2 applications found, 0 declared already; nothing was written\. --write FILE would write the 2 entries/,
    );
  });

  it("holds the round trip: what is written validates, and has no drift", async () => {
    terminal.seed(
      { ...mainland, name: "{a}:[b],#~*", ipWhitelist: ["203.0.113.9"] },
      { ...mainland, name: "null", uplinkDestination: "host.example" },
    );
    const { code, stdout, stderr } = await terminal.msgsms("import --write new.yaml");
    assert.deepEqual([code, stdout], [0, ""]);
    assert.match(stderr, /^Wrote 2 entries to new\.yaml: 2 applications found, 0 declared already\.\nNext: msgsms validate new\.yaml/);
    assert.match(stderr, /Their secrets are not known/);
    for (const words of ["validate new.yaml --max-warnings 0", "drift new.yaml"])
      assert.equal((await terminal.msgsms(words)).code, 0, words);
  });

  it("makes logical names that are valid and unique, whatever the applications are called", async () => {
    const names = ["login", "login!", "~login", "123", "true", "__proto__", "...", "-x-", "a.b", "a-b"];
    terminal.seed(...names.map((name) => ({ ...mainland, name })));
    const { code, stdout } = await terminal.msgsms("import");
    assert.equal(code, 0);
    const { applications, diagnostics } = readManifest(stdout, "m");
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === "error"),
      [],
    );
    assert.deepEqual(applications.map(({ inputs }) => inputs.name).sort(), [...names].sort());
    const logical = applications.map(({ logicalName }) => logicalName).sort();
    assert.deepEqual(logical, ["123", "a-b", "a-b-2", "application", "login", "login-2", "login-3", "proto", "true", "x"]);
  });

  it("leaves out what the given manifests declare, by id or by name, and takes none of their logical names", async () => {
    const [byId] = terminal.seed({ ...mainland, name: "one" }, { ...mainland, name: "two" }, { ...mainland, name: "three" });
    const entries = `  three: {market: chinese-mainland, name: renamed, adopt: ${byId!}}\n  second: {market: chinese-mainland, name: two}\n`;
    terminal.write("sms.yaml", `apiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n${entries}`);
    const { stdout, stderr } = await terminal.msgsms("import sms.yaml");
    assert.deepEqual(Object.keys(entriesOf(stdout)), ["three-2"]);
    assert.match(stderr, /3 applications found, 2 declared already/);
    terminal.write("more.yaml", stdout);
    const nothing = await terminal.msgsms("import sms.yaml more.yaml --write none.yaml");
    assert.deepEqual([nothing.code, nothing.stdout], [0, ""]);
    assert.match(nothing.stderr, /^Nothing to write: 3 applications found, 3 declared already\.\n$/);
    assert.throws(() => terminal.read("none.yaml"), { code: "ENOENT" });
  });

  it("names the profile, and takes one market only", async () => {
    const [id] = terminal.seed({ projectId: europeanProject, market: "european", name: "eu_one" }, { ...mainland, name: "one" });
    const { stdout } = await terminal.msgsms("import --profile europe");
    assert.deepEqual(entriesOf(stdout), { eu_one: { market: "european", name: "eu_one", profile: "europe", adopt: id } });
    assert.equal((await terminal.msgsms("import --market international")).stdout, "");
    assert.equal((await terminal.msgsms("import --market european")).code, 2);
  });

  it("leaves out names and settings that break the rules, says so in file and on standard error, and ends with 1", async () => {
    terminal.seed(
      { ...mainland, name: "短信" },
      { projectId: chinaProject, market: "international", name: "has space" },
      { ...mainland, name: "range", ipWhitelist: ["203.0.113.0/24"], uplinkDestination: "https://a.example/" },
    );
    const { code, stdout, stderr } = await terminal.msgsms("import");
    assert.equal(code, 1);
    const { range, ...others } = entriesOf(stdout);
    assert.deepEqual(others, {});
    assert.equal(range!["uplinkDestination"], "https://a.example/");
    assert.equal(range!["ipWhitelist"], undefined);
    for (const text of [stdout, stderr]) {
      assert.match(text, /Left out: the chinese-mainland application 短信 \(id .*: name is allowed only .*\(SMS1113\)/);
      assert.match(text, /Left out: the international application has space \(id .*: name is not made of .*\(SMS1004\)/);
      assert.match(text, /Left out: ipWhitelist of the chinese-mainland application range .*"203\.0\.113\.0\/24" \(SMS1004\)/);
    }
    assert.equal(readManifest(stdout, "m").diagnostics.length, 0);
  });

  it("overwrites no file without --force, and never a manifest that it was given", async () => {
    terminal.seed({ ...mainland, name: "one" });
    terminal.write("there.yaml", "mine");
    const refused = await terminal.msgsms("import --write there.yaml");
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /SMS5105: "there\.yaml" already exists, so nothing was written/);
    assert.equal(terminal.read("there.yaml"), "mine");
    assert.equal((await terminal.msgsms("import --write there.yaml --force")).code, 0);
    const text = terminal.read("there.yaml");
    assert.ok(text.includes("name: one"));
    const own = await terminal.msgsms("import there.yaml --write ./there.yaml --force");
    assert.equal(own.code, 2);
    assert.match(own.stderr, /SMS5105: ".\/there\.yaml" is one of the manifests that were read/);
    assert.equal(terminal.read("there.yaml"), text);
    assert.match((await terminal.msgsms("import --write no/such/folder.yaml")).stderr, /SMS5104/);
  });

  it("ends with 1 for manifests with errors, 2 for a path that does not exist, and 3 when the service refuses", async () => {
    terminal.write("bad.yaml", "apiVersion: msgsms/v1\nkind: SmsApplications\napplications: [\n");
    assert.equal((await terminal.msgsms("import bad.yaml")).code, 1);
    assert.equal((await terminal.msgsms("import nowhere.yaml")).code, 2);
    assert.equal(terminal.emulator.control.requests().count, 0);
    terminal.emulator.control.setAccount({ projectId: chinaProject, state: "frozen" });
    const { code, stdout } = await terminal.msgsms("import --write never.yaml");
    assert.deepEqual([code, stdout], [3, ""]);
    assert.throws(() => terminal.read("never.yaml"), { code: "ENOENT" });
  });
});
