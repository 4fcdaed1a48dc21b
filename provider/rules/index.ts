export { oneSpelling } from "./addresses";
export { adviceFor, advisedSettings } from "./advice";
export { applicationProblems, newerName } from "./application-problems";
export { nearest } from "./nearest";
export { causeOf, distinct, isRefusal, meantKeys, withoutSlips } from "./own-causes";
export type { Problem } from "./problem";
export { problemsOf } from "./problems-of";
