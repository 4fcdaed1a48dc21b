export { flushFolder, removeDurably, writeDurably } from "./durable-file";
export { ifThere, systemCode } from "./failures";
export { makeFolder } from "./folders";
