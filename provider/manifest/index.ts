export { codeFrame } from "./code-frame";
export { diagnosticText, placeText, type Diagnostic, type Position, type Range } from "./diagnostic";
export type { DeclaredApplication } from "./document/documents";
export { findManifestFiles, type ManifestFile } from "./files/manifest-files";
export { readManifest, type ManifestResult } from "./read-manifest";
export { readManifestFile, readManifestFiles, type ManifestsResult } from "./files/read-manifest-file";
