import { setTimeout as pause } from "node:timers/promises";
import { EmulatorControl } from "../pulumi/emulator-control";
import type { EmulatorProcess } from "../pulumi/emulator-process";
import { newStack, type Stack } from "../pulumi/stack";
import { killedUp, providersOf } from "./killed-run";
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

const mostRuns = 6;
/** The service is well again for the runs from this one on. */
const recoversAt = 3;

/** Runs `pulumi up`, with the faults and the end that the schedule tells, and then again until it succeeds. */
export async function tell(schedule: Schedule, contestant: Contestant, emulator: EmulatorProcess): Promise<Story> {
  const control = new EmulatorControl(emulator.url);
  await control.ask("POST", "reset");
  await control.ask("POST", "seed", { quota: 10, applications: [] });
  await control.ask("POST", "faults", schedule.faults);
  const stack = await newStack({
    program: programOf(contestant, schedule.names),
    timeoutMs: 120_000,
    config: { "msgsms:cloudRegion": "cn-north-4", "msgsms:projectId": chinaProject, "msgsms:endpoint": emulator.url },
    env: { HUAWEICLOUD_SDK_AK: "emulator-access-key", HUAWEICLOUD_SDK_SK: "emulator-secret-key" },
  });
  try {
    const { outputs, converged, struck } = await runsOf(schedule, stack, control);
    const leftProcesses = await processesLeft(stack);
    const { deployment: state } = await stack.exportState();
    const { deployment: stateWithSecrets } = await stack.exportState("--show-secrets");
    const alive = await control.alive();
    const verdict = judge({ names: schedule.names, outputs, converged, struck, leftProcesses, state, stateWithSecrets, alive });
    return { verdict, transcript: outputs.join("\n") };
  } finally {
    await stack.dispose();
  }
}

async function runsOf(
  schedule: Schedule,
  stack: Stack,
  control: EmulatorControl,
): Promise<{ outputs: string[]; converged: boolean; struck: boolean }> {
  const outputs: string[] = [];
  let struck = false;
  for (let run = 1; run <= mostRuns; run++) {
    if (run === recoversAt) await control.ask("DELETE", "faults");
    if (run === 1 && schedule.kill !== undefined) {
      const killed = await killedUp(stack, schedule.kill, (running) => firstCreation(control, running));
      struck = killed.struck;
      outputs.push(killed.output);
      // Answers with an error where no lock was left.
      outputs.push((await stack.pulumi("cancel", "--yes")).all);
      continue;
    }
    const { code, all } = await stack.pulumi("up", "--yes", "--skip-preview");
    outputs.push(all);
    if (code === 0) return { outputs, converged: true, struck };
  }
  return { outputs, converged: false, struck };
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
