import { Document } from "yaml";
import type { Site } from "../../schemas/generated/cloud-regions";
import type { LiveApplication } from "../service";
import { evidenceOf } from "../application";
import { readManifest, type DeclaredApplication, type Diagnostic } from "../manifest";
import { logicalNameFor } from "./logical-names";

/** A manifest for applications that exist. */
export interface WrittenManifest {
  /** YAML; empty when there is no entry. */
  text: string;
  /** Logical names of the entries. */
  entries: string[];
  /** What had to be left out, and why; sentences. */
  leftOut: string[];
}

/** Where the applications are. */
export interface Whereabouts {
  cloudRegion: string;
  projectId: string;
  site: Site;
  profile: string | undefined;
}

interface Entry {
  live: LiveApplication;
  settings: Map<string, unknown>;
}

/** The enterprise project of every application for which nobody named another one (OAS, CreateApp: default 0). */
const usualEnterpriseProject = "0";

/** Settings without which an entry still takes the application over. */
const optional = ["uplinkDestination", "enterpriseProjectId", "ipWhitelist"];

/** Applications that no manifest declares, neither by id nor by name. */
export const undeclared = (
  applications: readonly LiveApplication[],
  declared: readonly DeclaredApplication[],
  profile: string | undefined,
): LiveApplication[] =>
  applications.filter(
    ({ id, market, name }) =>
      !declared.some(
        ({ inputs }) => inputs.adopt === id || (inputs.profile === profile && inputs.market === market && inputs.name === name),
      ),
  );

/**
 * Writes a manifest that takes applications over without changing them. Each entry keeps the rules of manifests: a setting that breaks
 * one is left out, and so is an application whose name does. Pure.
 *
 * @param taken logical names that other manifests have
 */
export function manifestFor(
  applications: readonly LiveApplication[],
  where: Whereabouts,
  taken: readonly string[],
  version: string,
): WrittenManifest {
  const names = new Set(taken);
  const entries = new Map(
    applications.map((live): [string, Entry] => [logicalNameFor(live.name, names), { live, settings: settingsOf(live, where) }]),
  );
  const leftOut: string[] = [];
  const heading = () =>
    [
      ` Made by msgsms ${version} import: applications of ${where.cloudRegion}, project ${where.projectId}.`,
      " pulumi up takes over what adopt names, and creates nothing.",
      ...leftOut.map((line) => ` ${line}`),
    ].join("\n");
  for (;;) {
    const text = entries.size === 0 ? "" : yamlOf(entries, heading());
    const errors = text === "" ? [] : readManifest(text, "manifest").diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length === 0) return { text, entries: [...entries.keys()], leftOut };
    leftOut.push(...withoutBroken(entries, errors));
  }
}

function settingsOf(
  { id, market, name, uplinkDestination = "", enterpriseProjectId, ipWhitelist = [] }: LiveApplication,
  where: Whereabouts,
) {
  const { site, profile } = where;
  const isInProject = site === "china" && enterpriseProjectId !== undefined && enterpriseProjectId !== usualEnterpriseProject;
  return new Map<string, unknown>([
    ["market", market],
    ["name", name],
    ...(profile === undefined ? [] : [["profile", profile] as const]),
    ["adopt", id],
    ...(uplinkDestination === "" ? [] : [["uplinkDestination", uplinkDestination] as const]),
    ...(isInProject && enterpriseProjectId !== "" ? [["enterpriseProjectId", enterpriseProjectId] as const] : []),
    ...(ipWhitelist.length === 0 ? [] : [["ipWhitelist", ipWhitelist] as const]),
  ]);
}

function yamlOf(entries: ReadonlyMap<string, Entry>, heading: string): string {
  const applications = new Map([...entries].map(([name, { settings }]) => [name, settings]));
  const document = new Document(
    new Map<string, unknown>([
      ["apiVersion", "msgsms/v1"],
      ["kind", "SmsApplications"],
      ["applications", applications],
    ]),
    // Manifests allow anchors; nobody who reads two equal lists expects one.
    { aliasDuplicateObjects: false },
  );
  document.commentBefore = heading;
  return document.toString({ lineWidth: 0 });
}

/** Takes out of the entries what breaks a rule, and says what. */
function withoutBroken(entries: Map<string, Entry>, errors: readonly Diagnostic[]): string[] {
  const said = errors.flatMap(({ path: [group, name, setting], what, code }) => {
    const entry = group === "applications" && typeof name === "string" ? entries.get(name) : undefined;
    if (entry === undefined || typeof name !== "string") return [];
    const about = `${entry.live.market} application ${evidenceOf(entry.live)}`;
    if (typeof setting === "string" && optional.includes(setting)) {
      if (!entry.settings.delete(setting)) return [];
      return [`Left out: ${setting} of the ${about}: ${what} (${code}).`];
    }
    entries.delete(name);
    return [`Left out: the ${about}: ${what} (${code}).`];
  });
  if (said.length > 0) return said;
  throw new Error(`the entries break a rule that none of them can be blamed for: ${errors.map(({ code }) => code).join(", ")}`);
}
