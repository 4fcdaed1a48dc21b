export { slipsIn, turningSlips, type Slips } from "./slips";
