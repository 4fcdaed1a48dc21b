import { UnexpectedEnd } from "./demonstration";
import { runDemo } from "./run-demo";

const next = `What to try next:
  npx msgsms emulator --port 4010       keep an emulator running, and use examples/quickstart with it
  examples/quickstart/sms-applications.yaml   declare your own applications
  README.md                             the same against the real service`;

/** `npm run demo`: the product on the real `pulumi` and the emulator. Exit code 0 only if each step went as it says. */
async function main(): Promise<void> {
  const started = performance.now();
  await runDemo();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\nEach step went as it says, in ${seconds} s. Everything was removed again.\n\n${next}`);
}

main().catch((error: unknown) => {
  if (!(error instanceof UnexpectedEnd)) throw error;
  console.error(`\nThe demo ends here: ${error.message}`);
  process.exitCode = 1;
});
