export { adviceFor } from "./advice";
export { nearest } from "./nearest";
export { isRefusal, meantKeys, withoutSlips } from "./own-causes";
export type { Problem } from "./problem";
export { problemsOf } from "./problems-of";
