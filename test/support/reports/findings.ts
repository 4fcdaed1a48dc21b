import { readManifestFiles } from "../../../provider/manifest";
import { reportFormats, type Findings, type ReportFormatName, type ReportStyle } from "../../../provider/reports";

export const formatNames = Object.keys(reportFormats) as ReportFormatName[];

/** What is found in files with these texts. */
export function findingsIn(files: Readonly<Record<string, string>>): Findings {
  const named = Object.keys(files).map((name) => ({ name, path: name, named: true }));
  const read = readManifestFiles(named, (path) => Buffer.from(files[path] ?? ""));
  return { ...read, applications: read.declared.length };
}

/** Findings as a report, without colour. */
export async function written(format: ReportFormatName, findings: Findings, style: Partial<ReportStyle> = {}): Promise<string> {
  const write = await reportFormats[format]();
  return write(findings, { colour: false, version: "1.2.3", ...style });
}

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n";

/** A manifest with these lines below `applications:`. */
export const manifest = (...lines: string[]): string => `${head}${lines.map((line) => `  ${line}\n`).join("")}`;

/** Files with errors, warnings, related places, a suggestion, a place without length, and one file without a problem. */
export const sample = findingsIn({
  "sms/clean.yaml": manifest("alerts: {market: international, name: alerts}"),
  "sms/codes.yaml": manifest(
    "codes:",
    "  market: european",
    "  name: order-codes",
    "  ipWhiteList: [203.0.113.10]",
    "news:",
    "  market: chinese-mainland",
    "  name: news",
    "  uplinkDestination: http://sms.example.com/uplink",
    "campaign: {market: international, name: campaign, appSecret: hunter2hunter2}",
  ),
  "sms/twice.yaml": manifest("codes:", "  market: european", "  name: 2024"),
  "sms/empty.yaml": "",
});
