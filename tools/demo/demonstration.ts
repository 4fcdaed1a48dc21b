import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { resourceType } from "../../provider/application";
import type { EmulatorControl } from "../../test/support/pulumi/emulator-control";
import type { Stack, StateResource } from "../../test/support/pulumi/stack";
import type { RunResult } from "../pulumi/run-program";

/** A step did not end as it says. */
export class UnexpectedEnd extends Error {}

const manifestFile = "sms-applications.yaml";

/** One run through the product: commands with what they print, and proof of what they did at the service. */
export class Demonstration {
  constructor(
    private readonly stack: Stack,
    /** What happens at the service. */
    readonly emulator: EmulatorControl,
    private readonly print: (line: string) => void = console.log,
  ) {}

  /**
   * Starts a step on a copy of the project, beside the steps that follow, and gives a function that waits for it and prints it:
   * a refused preview changes nothing, and a machine with two cores need not wait for it.
   */
  async beside(step: (demonstration: Demonstration) => Promise<void>): Promise<() => Promise<void>> {
    const lines: string[] = [];
    const running = step(new Demonstration(await this.stack.twin(), this.emulator, (line) => lines.push(line)));
    // A failure is thrown where the step is waited for.
    running.catch(() => undefined);
    return async () => {
      await running.finally(() => lines.forEach((line) => this.print(line)));
    };
  }

  title(text: string): void {
    this.print(`\n== ${text}`);
  }

  say(text: string): void {
    this.print(text.replaceAll(/^/gm, "   "));
  }

  /** Runs `pulumi` and checks how it ended. Without `expected` it must succeed; with it, it must fail and say so. */
  async pulumi(command: string, expected?: RegExp): Promise<RunResult> {
    this.print(` $ pulumi ${command}`);
    const run = await this.stack.pulumi(...command.split(" "));
    const good = expected === undefined ? run.code === 0 : run.code !== 0 && expected.test(run.all);
    if (!good) throw new UnexpectedEnd(`pulumi ${command} ended with ${run.code ?? "a signal"} and printed:\n${run.all}`);
    return run;
  }

  /** Replaces one text of the manifest, as a person would in an editor. */
  async edit(find: string | RegExp, replacement: string): Promise<void> {
    const text = await readFile(join(this.stack.folder, manifestFile), "utf8");
    const edited = text.replace(find, replacement);
    if (edited === text) throw new UnexpectedEnd(`${manifestFile} does not hold ${String(find)}`);
    await this.stack.write(manifestFile, edited);
  }

  async applications(): Promise<StateResource[]> {
    const { deployment } = await this.stack.exportState();
    const applications = (deployment.resources ?? []).filter(({ type }) => type === resourceType);
    // The engine writes a changed resource to another place of the state.
    return applications.sort((left, right) => (left.urn < right.urn ? -1 : 1));
  }

  require(condition: boolean, what: string): void {
    if (!condition) throw new UnexpectedEnd(what);
  }
}
