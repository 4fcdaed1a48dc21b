export { runChildProcess } from "./child-process";
export { runCommandLine } from "./command-line";
export { commands } from "./commands";
export { nodeFinding } from "./commands/doctor/versions";
export { emulatorCommand } from "./commands/emulator";
export { reportFormatNames } from "./output/formats";
export { ownVersion } from "./own-version";
export type { OutputStream, RunProgram, Shell } from "./shell";
