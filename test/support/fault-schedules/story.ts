import { setTimeout as pause } from "node:timers/promises";
import { EmulatorControl } from "../pulumi/emulator-control";
import type { EmulatorProcess } from "../pulumi/emulator-process";
import { newStack, type Stack } from "../pulumi/stack";
import { killedUp, providersOf } from "./killed-run";
import { adviceIn, pendingNames } from "./persons";
import { programOf, type Contestant } from "./programs";
import type { Schedule } from "./schedule";
import { judge, type Verdict } from "./verdict";
import { chinaProject } from "../service/projects";

/** A schedule that was lived through. */
export interface Story {
  verdict: Verdict;
  /** What every run wrote. */
  transcript: string;
}

/** Where the runs happen: all on one machine, or each on a new one that knows nothing of those before, as in pipelines. */
type Machines = "one" | "a new one for each run";

/** Who lives through a schedule, and where. */
export interface Cast {
  contestant: Contestant;
  machines: Machines;
}

const mostRuns = 6;
/** The service is well again for the runs from this one on. */
const recoversAt = 3;

/** Runs `pulumi up`, with the faults and the end that the schedule tells, and then again until it succeeds. */
export async function tell(schedule: Schedule, cast: Cast, emulator: EmulatorProcess): Promise<Story> {
  const control = new EmulatorControl(emulator.url);
  await control.ask("POST", "reset");
  await control.ask("POST", "seed", { quota: 10, applications: [] });
  await control.ask("POST", "faults", schedule.faults);
  const stack = await newStack({
    program: programOf(cast.contestant, schedule.names),
    // A run may wait for two minutes, and then has to create.
    timeoutMs: 300_000,
    config: { "msgsms:cloudRegion": "cn-north-4", "msgsms:projectId": chinaProject, "msgsms:endpoint": emulator.url },
    env: { HUAWEICLOUD_SDK_AK: "emulator-access-key", HUAWEICLOUD_SDK_SK: "emulator-secret-key" },
  });
  try {
    const lived = await new Runs(schedule, cast, stack, control).all();
    const leftProcesses = await processesLeft(stack);
    const { deployment: state } = await stack.exportState();
    const { deployment: stateWithSecrets } = await stack.exportState("--show-secrets");
    const alive = await control.alive();
    const verdict = judge({ names: schedule.names, ...lived, leftProcesses, state, stateWithSecrets, alive });
    return { verdict, transcript: lived.outputs.join("\n") };
  } finally {
    await stack.dispose();
  }
}

/** The runs of one story. */
class Runs {
  private readonly outputs: string[] = [];
  /** What a person had to adopt: ids by name. */
  private readonly adopted = new Map<string, string>();
  /** Names whose creation was cut off and stands in the state. */
  private pending: readonly string[] = [];
  private struck = false;

  constructor(
    private readonly schedule: Schedule,
    private readonly cast: Cast,
    private readonly stack: Stack,
    private readonly control: EmulatorControl,
  ) {}

  async all() {
    const converged = await this.untilOneSucceeds();
    return { outputs: this.outputs, adopted: this.adopted, pending: this.pending, struck: this.struck, converged };
  }

  private async untilOneSucceeds(): Promise<boolean> {
    let machine = this.stack;
    for (let run = 1; run <= mostRuns; run++) {
      if (run === recoversAt) await this.control.ask("DELETE", "faults");
      if (run > 1 && this.cast.machines !== "one") machine = await this.stack.onNewMachine();
      if (run === 1 && this.schedule.kill !== undefined) {
        await this.cutOff(this.schedule.kill, machine);
        continue;
      }
      const { code, all } = await machine.pulumi("up", "--yes", "--skip-preview");
      this.outputs.push(all);
      if (code === 0) return true;
      await this.advised(all);
    }
    return false;
  }

  private async cutOff(kill: NonNullable<Schedule["kill"]>, machine: Stack): Promise<void> {
    const { output, struck } = await killedUp(machine, kill, (running) => firstCreation(this.control, running));
    this.struck = struck;
    this.outputs.push(output);
    // Answers with an error where no lock was left.
    this.outputs.push((await machine.pulumi("cancel", "--yes")).all);
    this.pending = pendingNames(await machine.exportState());
  }

  /** A person does what the run has said. */
  private async advised(output: string): Promise<void> {
    const advice = adviceIn(output);
    if (advice.size === 0) return;
    for (const [name, id] of advice) this.adopted.set(name, id);
    const program = programOf(this.cast.contestant, this.schedule.names, this.adopted);
    for (const [path, text] of Object.entries(program)) await this.stack.write(path, text);
  }
}

async function firstCreation(control: EmulatorControl, running: () => boolean): Promise<void> {
  while (running()) {
    const { faults } = (await control.ask("GET", "faults")) as { faults: { seen: number }[] };
    const { requests } = (await control.ask("GET", "requests")) as { requests: { operation: string | null }[] };
    if (faults.some(({ seen }) => seen > 0) || requests.some(({ operation }) => operation === "CreateApp")) return;
    await pause(40);
  }
}

const patience = 15_000;

/** How many providers still run some time after the last run. */
async function processesLeft(stack: Stack): Promise<number> {
  const until = Date.now() + patience;
  for (;;) {
    const { length } = await providersOf(stack);
    if (length === 0 || Date.now() > until) return length;
    await pause(250);
  }
}
