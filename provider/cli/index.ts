export { runCommandLine } from "./command-line";
export { commands } from "./commands";
export { flagName, variableOf } from "./flags";
export { exitCodeMeanings } from "./output/exit-codes";
export { nodeFinding } from "./commands/doctor/versions";
export { reportFormatNames } from "./output/formats";
export { ownVersion } from "./own-version";
export type { OutputStream, Shell } from "./shell";
