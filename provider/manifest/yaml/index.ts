export { parseDocuments } from "./parse";
export { readPlainYaml } from "./plain-yaml";
export { readYaml } from "./read-yaml";
export { SourceText } from "./source-text";
