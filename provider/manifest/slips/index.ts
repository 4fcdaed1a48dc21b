export { contentsOf } from "./contents";
export { slipsIn, turningSlips } from "./slips";
