export { parseDocuments } from "./parse";
export { readPlainYaml } from "./plain-yaml";
export { readWholeYaml } from "./whole-yaml";
