import { answerOf } from "./pulumi-answer";
import type { RunPulumi } from "./run-pulumi";

/**
 * The name of the stack that is selected in the folder, by `pulumi stack select` or PULUMI_STACK, as `pulumi --stack` takes it.
 *
 * @throws ForeseenError SMS4007 when none is, or `pulumi` does not tell
 */
export async function selectedStack(pulumi: RunPulumi): Promise<string> {
  const answer = await answerOf({ words: ["stack", "--show-name", "--non-interactive", "--color", "never"] }, pulumi);
  return answer.trim();
}
