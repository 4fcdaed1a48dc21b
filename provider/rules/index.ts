export { oneSpelling } from "./addresses";
export { adviceFor, advisedSettings } from "./advice";
export { applicationProblems, newerName } from "./application-problems";
export { asItLooks, escaped, strangePieces, type StrangePiece } from "./lookalikes";
export { nearest } from "./nearest";
export { causeOf, distinct, isRefusal, meantKeys, withoutSlips } from "./own-causes";
export type { Problem } from "./problem";
export { leftOut, problemsOf } from "./problems-of";
