import assert from "node:assert/strict";
import { readManifest, readManifestFiles } from "../../provider/manifest";
import { diagnosticText } from "../support/manifest/diagnostics";

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";
const good = `${head}applications:\n  a:\n    market: european\n    name: aa\n`;
const begin = ["apiVersion: msgsms/v1", "kind: SmsApplications", "applications:"];
const rendered = ["  order-codes:", "    market: european", "    name: order_codes"];
const below = (name: string, setting: string) => ["applications:", `  ${name}:`, `    ${setting}`];

/** The one problem of a text: code, line, what it says, and what it shows as right. */
function only(text: string) {
  const { diagnostics } = readManifest(text, "f");
  assert.equal(diagnostics.length, 1, diagnostics.map(diagnosticText).join("\n"));
  const [{ code, what, facts, do: steps, range }] = diagnostics as [(typeof diagnostics)[0]];
  assert.ok(steps.length > 0);
  return [`${code} ${range.start.line}: ${what}`, facts.find(({ label }) => label === "right")?.text];
}

const template = (engine: string, line: number) => [`SMS1123 ${line}: the file is a template (${engine}) that was not rendered`, rendered];
const format = (name: string) => [`SMS1125 1: the file is ${name}, not YAML`, begin];
const conflicts = (line: number, right: string[]) => [`SMS1122 ${line}: the file has conflict markers of an unfinished merge`, right];
const encrypted = (program: string, line: number) => [`SMS1124 ${line}: the file is encrypted with ${program}`, begin];

describe("manifest: a file that is something else is one problem", () => {
  const sides = good.replace("    name: aa\n", "<<<<<<< HEAD\n    name: aa\n=======\n    name: bb\n>>>>>>> feature\n");
  const sops = "ENC[AES256_GCM,data:Ruc=,iv:AAAA,tag:BBBB,type:str]";
  const rows: [name: string, text: string, expected: unknown[]][] = [
    ["conflict markers", sides, conflicts(6, ["  a:", "    market: european", "    name: aa"])],
    [
      "conflict markers with the common ancestor",
      sides.replace("=======", "||||||| base\n    name: cc\n======="),
      conflicts(6, ["  a:", "    market: european", "    name: aa"]),
    ],
    ["conflict markers at the beginning", `<<<<<<< HEAD\n${good}=======\n>>>>>>> x\n`, conflicts(1, begin)],
    ["a marker that was left behind", `${good}>>>>>>> feature\n`, conflicts(7, ["    market: european", "    name: aa"])],
    ["conflict markers with CRLF", sides.replaceAll("\n", "\r\n"), conflicts(6, ["  a:", "    market: european", "    name: aa"])],
    [
      "a Helm template",
      `${head}applications:\n{{- range .Values.apps }}\n  {{ .key }}:\n    name: {{ .name }}\n{{- end }}\n`,
      template("Helm or Go", 4),
    ],
    ["one value of Helm", good.replace("aa", "{{ .Values.name }}"), template("Helm or Go", 6)],
    ["a quoted value of Helm", good.replace("aa", '"{{ .Values.name | quote }}"'), template("Helm or Go", 6)],
    ["an include of Helm", good.replace("aa", '{{ include "name" . }}'), template("Helm or Go", 6)],
    ["a loop of Jinja", good.replace("  a:", "{% for app in apps %}\n  a:"), template("Jinja", 4)],
    ["a value of Jinja", good.replace("aa", "{{ name }}"), template("Go, Jinja or Mustache", 6)],
    ["a key of Jinja", good.replace("  a:", "  {{ key }}:"), template("Go, Jinja or Mustache", 4)],
    ["ERB", good.replace("  a:", "<% apps.each do |app| %>\n  a:"), template("ERB or EJS", 4)],
    ["a value of ERB", good.replace("aa", "<%= name %>"), template("ERB or EJS", 6)],
    ["ytt", good.replace("aa", "#@ data.values.name"), template("ytt", 6)],
    ["SOPS", good.replace(/european|aa/g, sops), encrypted("SOPS", 5)],
    ["SOPS, all of it", `apiVersion: ${sops}\nkind: ${sops}\nsops:\n  mac: ${sops}\n`, encrypted("SOPS", 1)],
    ["Ansible Vault", "$ANSIBLE_VAULT;1.1;AES256\n6162\n", encrypted("Ansible Vault", 1)],
    ["a value of Ansible Vault", good.replace("aa", "!vault |\n      $ANSIBLE_VAULT;1.1;AES256"), encrypted("Ansible Vault", 6)],
    ["age", "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n", encrypted("age", 1)],
    ["PGP", "-----BEGIN PGP MESSAGE-----\n\nhQ\n", encrypted("PGP", 1)],
    ["HTML", "<!DOCTYPE html>\n<html>\n", format("an HTML page")],
    ["XML", '<?xml version="1.0"?>\n<a/>\n', format("XML")],
    ["Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:a\nsize 1\n", format("a pointer of Git LFS")],
    ["a patch", "diff --git a/sms.yaml b/sms.yaml\n--- a/sms.yaml\n+++ b/sms.yaml\n@@ -1,2 +1,2 @@\n-a\n+b\n", format("a patch")],
    ["Markdown", `# Title\n\n\`\`\`yaml\n${good}\`\`\`\n`, format("Markdown with a block of YAML")],
    ["a key", "-----BEGIN PRIVATE KEY-----\nhunter2\n", format("a key or certificate")],
    ["variables", "# mine\n\nAPP_NAME=aa\nOTHER=b\n", format("a file of variables")],
    ["TOML", '[applications.a]\nmarket = "european"\n', format("TOML or INI")],
    ["Terraform", 'resource "x" "y" {\n  name = "a"\n}\n', format("Terraform")],
    ["a program", 'import { SmsApplication } from "pulumi-msgsms";\n', format("a program")],
  ];
  for (const [name, text, expected] of rows) it(name, () => assert.deepEqual(only(text), expected));

  it("skips one without a sign of ours that is found in a folder", () => {
    const all: Record<string, string> = {
      "chart.yaml": "{{- if .Values.x }}\nkind: Deployment\n{{- end }}\n",
      "secrets.yaml": `a: ${sops}\nb: {{\n`,
      "sms.yaml": good,
    };
    const files = Object.keys(all).map((name) => ({ name, path: name, named: false }));
    const { diagnostics, skipped } = readManifestFiles(files, (path) => Buffer.from(all[path]!));
    assert.deepEqual([diagnostics, skipped], [[], ["chart.yaml", "secrets.yaml"]]);
  });

  it("does not take a quoted placeholder for a template", () => {
    assert.deepEqual(only(good.replace("european", "chinese-mainland").replace("aa", "'{{name}}'")), [
      'SMS1206 6: name has a placeholder that nobody filled in: "{{name}}"',
      undefined,
    ]);
  });

  it("shows no line of a file that is not ours, and no secret of one that is", () => {
    for (const text of ["-----BEGIN PRIVATE KEY-----\nhunter2\n", "TOKEN=hunter2\n", `<<<<<<< HEAD\nkey: hunter2\n=======\n>>>>>>> x\n`]) {
      const { diagnostics, shownTexts } = readManifest(text, "f");
      assert.doesNotMatch(JSON.stringify(shownTexts), /hunter2/);
      if (!text.includes("<")) assert.doesNotMatch(JSON.stringify(diagnostics), /hunter2/);
    }
    const { diagnostics, shownTexts } = readManifest(sides.replace("name: aa", "appSecret: hunter2"), "f");
    assert.doesNotMatch(JSON.stringify([diagnostics, shownTexts]), /hunter2/);
  });

  it("takes no time that grows with the square of the text", () => {
    const size = 500_000;
    for (const text of [
      "\n".repeat(size),
      " ".repeat(size),
      "# \n".repeat(size / 3),
      "sops:\n".repeat(size / 6),
      "{{".repeat(size / 2),
      ": {{ ".repeat(size / 5),
      "market=".repeat(size / 7),
      "：".repeat(size / 3),
      "\u00a0".repeat(size / 2),
      "а".repeat(size / 2),
      "=======\n".repeat(size / 8),
    ]) {
      const started = performance.now();
      readManifest(`${text}\n]`, "f");
      assert.ok(performance.now() - started < 15_000, JSON.stringify(text.slice(0, 10)));
    }
  }).timeout(120_000);
});

describe("manifest: another shape is one problem, with three lines of what is right", () => {
  const shape = (line: number, what: string, right: string[]) => [`SMS1126 ${line}: ${what}`, right];
  const rows: [name: string, text: string, expected: unknown[]][] = [
    [
      "that of Kubernetes",
      `${head}metadata: {name: x}\nspec:\n  applications: {a: {market: european, name: aa}}\n`,
      shape(3, "metadata belongs to documents of Kubernetes; a manifest has none", begin),
    ],
    ["a spec beside applications", `${good}spec: {}\n`, shape(7, "spec belongs to documents of Kubernetes; a manifest has none", begin)],
    [
      "one of the singular kind",
      "apiVersion: msgsms/v1\nkind: SmsApplication\nmetadata: {name: x}\nspec: {}\n",
      shape(3, "metadata belongs to documents of Kubernetes; a manifest has none", begin),
    ],
    [
      "settings at the root",
      `${head}market: european\nname: aa\n`,
      shape(3, "market stands at the root, not below applications and a logical name", below("order-codes", "market: european")),
    ],
    ["a list at the root", `- ${good.replaceAll("\n", "\n  ").trimEnd()}\n`, shape(1, "the document is a list, not a mapping", begin)],
    [
      "a list of applications",
      `${head}applications:\n  - name: order codes\n    market: european\n  - name: b\n    market: european\n`,
      shape(4, "applications is a list, not a mapping", below("order-codes", "market: european")),
    ],
    [
      "a list of names",
      `${head}applications: [a, b]\n`,
      shape(3, "applications is a list, not a mapping", below("order-codes", "market: european")),
    ],
    [
      "applications not indented",
      `${head}applications:\na:\n  market: european\n  name: aa\nb: {market: european, name: bb}\n`,
      shape(4, "a is not indented below applications", below("a", "market: european")),
    ],
    [
      "nothing indented",
      `${head}applications:\na:\nmarket: european\nname: aa\n`,
      shape(4, "a is not indented below applications", below("a", "market: european")),
    ],
    [
      "settings not indented",
      `${head}applications:\n  a:\n  market: european\n  name: aa\n`,
      shape(5, "market is not indented below applications.a", below("a", "market: european")),
    ],
    [
      "settings without a logical name",
      `${head}applications:\n  market: european\n  name: aa\n`,
      shape(4, "market stands below applications without a logical name", below("order-codes", "market: european")),
    ],
    [
      "defaults not indented",
      `${head}defaults:\nmarket: european\napplications: {a: {name: aa}}\n`,
      shape(4, "market is not indented below defaults", ["kind: SmsApplications", "defaults:", "  market: european"]),
    ],
  ];
  for (const [name, text, expected] of rows) it(name, () => assert.deepEqual(only(text), expected));

  it("shows how a manifest begins beside a document that is none", () => {
    assert.deepEqual(only("- a\n"), ["SMS1109 1: the document is not a manifest: it is a list, not a mapping", begin]);
    assert.deepEqual(only("hello"), ["SMS1109 1: the document is not a manifest: it is a string, not a mapping", begin]);
  });
  it("shows no secret as right", () => {
    const { diagnostics } = readManifest(`${head}applications:\n  - appSecret: hunter2\n`, "f");
    assert.doesNotMatch(JSON.stringify(diagnostics), /hunter2/);
  });
  it("takes an application for what it is, whatever it is called", () => {
    const text = `${head}applications:\n  name: {market: european, name: aa}\n  market: {market: european, name: bb, profile: p}\n`;
    assert.deepEqual(readManifest(text, "f").diagnostics, []);
  });
});
