import { createRequire } from "node:module";

type WholeYaml = typeof import("./read-yaml");

let loaded: WholeYaml | undefined;

/** The reader of all of YAML. It is loaded when it is first needed: the package `yaml` takes a fifth of the time of a small validation. */
export const wholeYaml = (): WholeYaml => (loaded ??= createRequire(__filename)("./read-yaml") as WholeYaml);
