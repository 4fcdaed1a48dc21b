export { codeFrame, frameLines } from "./code-frame";
export { byPlace, type Diagnostic, diagnosticAt, diagnosticDetails, diagnosticHeading, placeText, type Range } from "./diagnostic";
export type { DeclaredApplication } from "./document/documents";
export { entryOf } from "./document-path";
export { otherKind } from "./document/other-kind";
export { findManifestFiles, type ManifestFile } from "./files/manifest-files";
export { type ManifestsResult, readFromDisk, readManifestFile, readManifestFiles } from "./files/read-manifest-file";
export { type ManifestResult, readManifest } from "./read-manifest";
export { SourceText } from "./source-text";
