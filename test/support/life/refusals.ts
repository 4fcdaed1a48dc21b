import { checkApplication } from "../../../provider/application";
import { block } from "../../../provider/messages";

/** What the check says, as a user reads it: one text for each reason to refuse. */
export const refusalsOf = async (...asked: Parameters<typeof checkApplication>): Promise<string[]> =>
  (await checkApplication(...asked)).refusals.map((told) => block(told));
