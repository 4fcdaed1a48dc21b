export { Counterparts, type Counterpart } from "./counterparts";
export { driftOf } from "./drift";
export { holdingsReports } from "./holdings-reports";
export { manifestFor, undeclared, type WrittenManifest } from "./manifest-entries";
export { holdingsOf } from "./market-holdings";
export type { StackHoldings } from "./stack-holdings";
export { isOpen, todoOf, type TodoItem } from "./todo";
export { todoReports } from "./todo-reports";
