import type { ReportFormat } from "./report";

export { countsOf, type Findings, type ReportFormat, type ReportStyle } from "./report";

/** The formats by name. Each is loaded when it is used. */
export const reportFormats = {
  text: async () => (await import("./text.js")).text,
  json: async () => (await import("./json.js")).json,
  sarif: async () => (await import("./sarif.js")).sarif,
  junit: async () => (await import("./junit.js")).junit,
  github: async () => (await import("./github.js")).github,
  gitlab: async () => (await import("./gitlab.js")).gitlab,
  markdown: async () => (await import("./markdown.js")).markdown,
} satisfies Record<string, () => Promise<ReportFormat>>;

export type ReportFormatName = keyof typeof reportFormats;
