import { ForeseenError } from "../../../provider/messages";

/** The code that an act ends with; undefined when it ends well. */
export async function codeOf(act: Promise<unknown>): Promise<string | undefined> {
  try {
    await act;
    return undefined;
  } catch (error) {
    if (error instanceof ForeseenError) return error.code;
    throw error;
  }
}
