export { pulumiThatRuns } from "./pulumi-that-runs";
export { exportedState } from "./exported-state";
export { runPulumi, type RunPulumi } from "./run-pulumi";
export { selectedStack } from "./selected-stack";
export { stackSettings } from "./settings";
