export { codeFrame } from "./code-frame";
export { byPlace, type Diagnostic, diagnosticText, placeText, type Position, type Range } from "./diagnostic";
export type { DeclaredApplication } from "./document/documents";
export { otherKind } from "./document/other-kind";
export { findManifestFiles, type ManifestFile } from "./files/manifest-files";
export { type ManifestsResult, readManifestFile, readManifestFiles } from "./files/read-manifest-file";
export { type ManifestResult, readManifest } from "./read-manifest";
