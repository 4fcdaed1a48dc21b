/** Whether tests write what they expect anew instead of comparing (`UPDATE_SCENARIOS=1`): to be read before it is committed. */
export const rewriting = process.env["UPDATE_SCENARIOS"] === "1";
