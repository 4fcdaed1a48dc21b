export { oneSpelling } from "./addresses";
export { adviceFor, advisedSettings } from "./advice";
export { applicationProblems } from "./application-problems";
export { nearest } from "./nearest";
export { newerName } from "./newer-name";
export { distinct, isRefusal, meantKeys, withoutSlips } from "./own-causes";
export { causeOf, type Problem } from "./problem";
export { problemsOf } from "./problems-of";
