import { join } from "node:path";
import { EmulatorControl } from "../../test/support/pulumi/emulator-control";
import { startEmulator } from "../../test/support/pulumi/emulator-process";
import { newStack, type NewStack } from "../../test/support/pulumi/stack";
import { repositoryRoot } from "../pulumi/linked-packages";
import { Demonstration } from "./demonstration";
import { runSteps } from "./steps";

/**
 * Runs all steps on the quickstart, with an emulator of its own.
 *
 * @param options where the packages come from and what the environment has besides, unless it is the usual
 * @throws UnexpectedEnd when a step does not go as it says
 */
export async function runDemo({ env, ...options }: Pick<NewStack, "packages" | "env"> = {}): Promise<void> {
  const emulator = await startEmulator();
  console.log(`The emulator of the management API listens on ${emulator.url}.`);
  const program = join(repositoryRoot, "examples", "quickstart");
  const account = { HUAWEICLOUD_SDK_AK: "emulator-access-key", HUAWEICLOUD_SDK_SK: "emulator-secret-key" };
  const europe = { cloudRegion: "eu-west-101", projectId: "fedcba9876543210fedcba9876543210", endpoint: emulator.url };
  const config = { "msgsms:endpoint": emulator.url, "msgsms:profiles": { europe } };
  try {
    const stack = await newStack({ ...options, program, env: { ...account, ...env }, config });
    try {
      await runSteps(new Demonstration(stack, new EmulatorControl(emulator.url)));
    } finally {
      await stack.dispose();
    }
  } finally {
    await emulator.stop();
  }
}
