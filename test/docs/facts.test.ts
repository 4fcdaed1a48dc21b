import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands, exitCodeMeanings, flagName, variableOf } from "../../provider/cli";
import { cloudRegions } from "../../schemas/generated/cloud-regions";
import { limits, connectionSettings, settings } from "../../schemas/generated/settings";
import { consoleOnlySettings, outputNames } from "../../provider/application";
import { generatedPages } from "../../tools/generate/modules";
import { readPages, repositoryRoot } from "../support/docs/pages";

const pages = readPages();

function page(path: string): string {
  const found = pages.find((candidate) => candidate.path === path);
  assert.ok(found !== undefined, `${path} is missing`);
  return found.text;
}

/** First cells, without code marks, of the rows of the table below a heading. */
function firstCells(path: string, heading: string): string[] {
  const [, below = ""] = page(path).split(`\n## ${heading}\n`);
  const rows = (below.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) => (row.split("|")[1] ?? "").trim().replaceAll("`", ""));
}

describe("docs: the reference", () => {
  it("is what the schemas say now, and no other file lies there", async () => {
    const folder = join(repositoryRoot, "docs");
    const expected = await generatedPages();
    const reference = readdirSync(join(folder, "reference")).map((name) => `reference/${name}`);
    assert.deepEqual([...reference, "errors.md"].sort(), Object.keys(expected).sort());
    for (const [name, text] of Object.entries(expected)) {
      assert.equal(readFileSync(join(folder, name), "utf8"), text, `docs/${name} is stale: run npm run generate`);
    }
  }).timeout(60_000);

  it("has a section for each setting, with its source", () => {
    for (const [path, names] of [
      ["docs/reference/application.md", Object.keys(settings)],
      ["docs/reference/configuration.md", Object.keys(connectionSettings)],
    ] as const) {
      for (const name of names) {
        const [, section = ""] = page(path).split(`\n## ${name}\n`);
        assert.match(section.split("\n## ")[0] ?? "", /^\| source +\| \S/m, `${path} has no source for ${name}`);
      }
    }
  });

  it("says that a setting does not exist where the schema refuses it", () => {
    const row = page("docs/reference/application.md")
      .split("\n")
      .find((line) => line.startsWith("| [`uplinkDestination`]"));
    assert.deepEqual(
      row
        ?.split("|")
        .slice(2, 6)
        .map((cell) => cell.trim()),
      ["optional", "–", "–", "write"],
    );
  });
});

describe("docs: numbers of the schemas", () => {
  const number = (value: number) => value.toLocaleString("en");

  it("are the same on the pages and in what editors show", () => {
    const { bytes, lines, depth, documents, values, problems, aliasValues, applications, rotatedSecretMinutes, whitelist } = limits;
    assert.equal(bytes, 1024 * 1024);
    const delay = `${settings.ipWhitelist.consoleDelayMinutes.join(" to ")} minutes`;
    const said: [path: string, text: string][] = [
      [
        "docs/manifest.md",
        `at most 1 MiB, ${number(lines)} lines, ${depth} levels, ${number(documents)} documents and ${number(values)} values`,
      ],
      ["docs/manifest.md", `At most ${number(problems)} problems`],
      ["docs/manifest.md", `at most ${number(aliasValues)} values`],
      ["docs/manifest.md", `at most ${number(applications)} applications`],
      ["docs/secrets.md", `works after ${rotatedSecretMinutes} minutes`],
      ["docs/console-only-settings.md", `takes effect ${delay} after`],
      ["docs/reference/application.md", `At most ${whitelist}, effective ${delay} after`],
    ];
    for (const [path, text] of said) assert.ok(page(path).includes(text), `${path}: ${text}`);
  });
});

describe("docs: tables that repeat what the code knows", () => {
  it("list every setting of the configuration, and every variable", () => {
    assert.deepEqual(firstCells("docs/configuration.md", "Places, in their order"), Object.keys(connectionSettings));
    for (const { environment } of Object.values(connectionSettings)) {
      for (const variable of environment) assert.ok(page("docs/configuration.md").includes(`\`${variable}\``), variable);
    }
  });

  it("list every folder of tests", () => {
    const text = readFileSync(join(repositoryRoot, "test", "README.md"), "utf8");
    const listed = [...text.matchAll(/^\| `([\w-]+)`/gm)].map(([, name = ""]) => name);
    const folders = readdirSync(join(repositoryRoot, "test"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(listed.sort(), folders.flatMap(({ name }) => (name === "support" ? [] : [name])).sort());
  });

  it("list every cloud region", () => {
    assert.deepEqual(firstCells("docs/configuration.md", "Cloud regions"), Object.keys(cloudRegions));
  });

  it("list every output", () => {
    const listed = firstCells("docs/life-cycle.md", "Outputs");
    assert.deepEqual(listed.toSorted(), ["id", "appSecret", ...outputNames].sort());
  });

  it("list every console-only setting", () => {
    const [, below = ""] = page("docs/console-only-settings.md").split("# Console-only settings\n");
    const listed = [...(below.split("\n## ")[0] ?? "").matchAll(/^\| `(\w+)`/gm)].map(([, name = ""]) => name);
    assert.deepEqual(listed.sort(), consoleOnlySettings.toSorted());
  });

  it("list every flag of the emulator with its variable", async () => {
    const { command } = await commands.find(({ name }) => name === "emulator")!.load();
    const expected = Object.entries(command.flags).map(
      ([key, flag]) => `${[flagName(key), flag.value ?? []].flat().join(" ")} ${variableOf("emulator", key, flag)}`,
    );
    const [, below = ""] = page("docs/emulator.md").split("\n## Flags\n");
    const listed = [...below.matchAll(/^\| `(--[^`]+)` +\| `(MSGSMS_\w+)`/gm)].map(
      ([, flags = "", variable = ""]) => `${flags} ${variable}`,
    );
    assert.deepEqual(listed, expected);
  });

  it("give every exit code the words of the help", () => {
    const listed = firstCells("docs/command.md", "Exit codes").map(Number);
    assert.deepEqual(listed, Object.keys(exitCodeMeanings).map(Number));
    for (const [code, meaning] of Object.entries(exitCodeMeanings))
      assert.match(page("docs/command.md"), new RegExp(`^\\| ${code} +\\| ${meaning} +\\|$`, "m"));
  });
});
