import { join } from "node:path";
import { EmulatorControl } from "../../test/support/pulumi/emulator-control";
import { startEmulator } from "../../test/support/pulumi/emulator-process";
import { newStack } from "../../test/support/pulumi/stack";
import { repositoryRoot } from "../pulumi/linked-packages";
import { runSteps } from "./steps";
import { Demonstration, UnexpectedEnd } from "./demonstration";

const next = `What to try next:
  npx msgsms emulator --port 4010       keep an emulator running, and use examples/quickstart with it
  examples/quickstart/sms-applications.yaml   declare your own applications
  README.md                             the same against the real service`;

/** `npm run demo`: the product on the real `pulumi` and the emulator. Exit code 0 only if each step went as it says. */
async function main(): Promise<void> {
  const started = performance.now();
  const emulator = await startEmulator();
  console.log(`The emulator of the management API listens on ${emulator.url}.`);
  const program = join(repositoryRoot, "examples", "quickstart");
  const env = { HUAWEICLOUD_SDK_AK: "emulator-access-key", HUAWEICLOUD_SDK_SK: "emulator-secret-key" };
  const europe = { cloudRegion: "eu-west-101", projectId: "fedcba9876543210fedcba9876543210", endpoint: emulator.url };
  const stack = await newStack({ program, env, config: { "msgsms:endpoint": emulator.url, "msgsms:profiles": { europe } } });
  try {
    await runSteps(new Demonstration(stack, new EmulatorControl(emulator.url)));
  } finally {
    await stack.dispose();
    await emulator.stop();
  }
  console.log(
    `\nEach step went as it says, in ${((performance.now() - started) / 1000).toFixed(1)} s. Everything was removed again.\n\n${next}`,
  );
}

main().catch((error: unknown) => {
  if (!(error instanceof UnexpectedEnd)) throw error;
  console.error(`\nThe demo ends here: ${error.message}`);
  process.exitCode = 1;
});
