import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allCodes, storyOf } from "../../provider/messages";
import { parseScenario, scenarioWith } from "../support/life/scenario";
import { ScenarioPlayer } from "../support/life/scenario-run";
import { World } from "../support/life/world";
import { rewriting } from "../support/rewriting";

const folder = join(__dirname, "scenarios");
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");

/** scenarios/README.md says how to write one. */
describe("life: scenarios", () => {
  let world: World;
  let player: ScenarioPlayer;
  before(async () => {
    world = await World.withRetries();
    player = new ScenarioPlayer(world);
  });
  after(() => world.stop());

  for (const file of files) {
    it(file.replace(/\.yaml$/, ""), async () => {
      const text = textOf(file);
      const now = scenarioWith(text, await player.play(parseScenario(text, file), text));
      if (rewriting) writeFileSync(join(folder, file), now);
      else assert.equal(now, text);
    });
  }

  it("show every code of the life cycle", () => {
    const said = files.map((file) => textOf(file)).join("\n");
    const codes = allCodes().filter((code) => /^SMS2[02]/.test(code) && storyOf(code).noExample === undefined);
    assert.deepEqual(
      codes.filter((code) => !said.includes(` ${code}: `)),
      [],
    );
  });
});

describe("life: the form of scenarios", () => {
  const head = "shows: Something.\n";
  const slips: Record<string, [string, string]> = {
    "a key that is mistyped": [`${head}sed: []\ndo: up\n`, "x.yaml:2: sed is not a key here; seed is"],
    "a key that is far from all": [`${head}do: up\nwhatever: 1\n`, "x.yaml:3: whatever is not a key here: shows, "],
    "a step that does not exist": [
      `${head}do:\n  - up\n  - destroy\n`,
      "x.yaml:4: do.1: must be equal to one of the allowed values: preview; ",
    ],
    "a key of what happens between steps": [`${head}do:\n  - { wiat: 1 }\n`, "x.yaml:3: do.0: wiat is not a key here; wait is"],
    "a value that no state holds": [
      `${head}do: up\nstate:\n  a: { projectid: x }\n`,
      "x.yaml:4: state.a: projectid is not a key here; projectId is",
    ],
    "a missing key": ["shows: Something.\n", "x.yaml:1: must have required property 'do'"],
    "a key that stands twice": [`${head}do: up\ndo: up\n`, "x.yaml:3: Map keys must be unique"],
    "a heading without a period": ["shows: something\ndo: up\n", "x.yaml:1: shows: must match pattern"],
    "text that is no YAML": [`${head}do: [up\n`, "x.yaml:3: Flow sequence"],
  };
  for (const [what, [text, told]] of Object.entries(slips)) {
    it(`names the line of ${what}`, () => {
      const error = assertThrown(() => parseScenario(text, "x.yaml"));
      assert.ok(error.message.startsWith(told), error.message);
    });
  }

  it("keeps the given part to the letter, and what is expected below it", () => {
    const outcome = { said: "a\n  b\n", requests: ["GET /apps"], exists: [], stack: [] };
    const given = `# a remark\n${head}do: [up] # twice\n`;
    const whole = `${given}expect:\n  said: |\n    a\n      b\n  requests:\n    - GET /apps\n  exists: []\n  stack: []\n`;
    assert.equal(scenarioWith(given, outcome), whole);
    assert.equal(scenarioWith(whole, outcome), whole);
  });
});

function assertThrown(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  return assert.fail("nothing was thrown");
}
