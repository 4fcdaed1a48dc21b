/**
 * The same text, in which the log of a pipeline finds no command: a manifest or a file name must not give any. GitHub's runner reads
 * `::command::` at the start of a line after white space, and `##[command]` anywhere (actions/runner, ActionCommand.cs); Azure Pipelines
 * reads `##vso[…]`, TeamCity `##teamcity[…]`.
 *
 * @param instead what stands for the first colon and the bracket
 */
export const withoutLogCommands = (text: string, instead: { ":": string; "[": string }): string =>
  text
    .replaceAll(/^(\s*):(?=:)/gm, (_, before: string) => before + instead[":"])
    .replaceAll(/(##\w*)\[/g, (_, before: string) => before + instead["["]);

/** For people, at the same width, so that carets stay below their text. */
export const lookalikes = { ":": ";", "[": "(" } as const;
