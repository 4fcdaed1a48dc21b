export { codeFrame } from "./code-frame";
export { diagnosticText, type Diagnostic } from "./diagnostic";
export type { DeclaredApplication } from "./documents";
export { mergeManifests, readManifest, type ManifestResult } from "./read-manifest";
export { readManifestFile } from "./read-manifest-file";
