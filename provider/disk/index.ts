export { readBounded, type NotRead } from "./bounded-file";
export { flushFolder, removeDurably, replaceDurably, writeDurably } from "./durable-file";
export { ifThere, systemCode } from "./failures";
export { makeFolder } from "./folders";
export { identityOf, isBelow, ownersOf, realPathOf } from "./identity";
export { isTaken, whatIsAt } from "./kinds";
