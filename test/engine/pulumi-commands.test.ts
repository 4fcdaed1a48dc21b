import assert from "node:assert/strict";
import { findPulumi } from "../../tools/pulumi/command-line";
import { readPages } from "../support/docs/pages";
import { PulumiHelp } from "../support/docs/pulumi-help";
import { shownCommands } from "../support/docs/shell-commands";

describe("docs: commands of pulumi", function () {
  this.timeout(60_000);
  let help: PulumiHelp;

  before("find pulumi", async function () {
    // On a machine without pulumi this waits for a download or a build.
    this.timeout(100 * 60_000);
    help = new PulumiHelp((await findPulumi()).binFolder);
  });

  it("exist, with their flags, in the help of the real pulumi", async () => {
    const commands = shownCommands(readPages()).filter(({ words }) => words[0] === "pulumi");
    const problems = await Promise.all(
      commands.map(async ({ place, words }) => {
        const problem = await help.problem(words.slice(1));
        return problem === undefined ? [] : [`${place}: ${words.join(" ")}: ${problem}`];
      }),
    );
    assert.deepEqual(problems.flat(), []);
  });

  it("would be found if they did not exist", async () => {
    assert.match((await help.problem(["stack", "outputs", "x"])) ?? "", /no such command/);
    assert.match((await help.problem(["rename"])) ?? "", /no such command/);
    assert.match((await help.problem(["up", "--now"])) ?? "", /--now/);
    assert.equal(await help.problem(["stack", "output", "consoleChanges"]), undefined);
    assert.equal(await help.problem(["stack", "init", "dev"]), undefined);
  });
});
