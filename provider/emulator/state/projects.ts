import { cloudRegions, type CloudRegion, type Site } from "../../../schemas/generated/cloud-regions";
import type { Region } from "./application";
import { EmulatorError } from "../emulator-error";

/** A project id belongs to one cloud region and by it to one site. */
export interface Project {
  readonly id: string;
  readonly cloudRegion: CloudRegion;
}

/** The projects of an emulator that is told nothing. */
export const defaultProjects: readonly Project[] = [
  { id: "0123456789abcdef0123456789abcdef", cloudRegion: "cn-north-4" },
  { id: "fedcba9876543210fedcba9876543210", cloudRegion: "eu-west-101" },
];

// OAS: the pattern of project_id.
const projectIdPattern = /^[a-fA-F0-9]{1,32}$/;

/**
 * The projects by id.
 *
 * @throws EmulatorError for an id or cloud region that does not exist at Huawei, or an id given twice
 */
export function projectTable(projects: readonly Project[]): ReadonlyMap<string, Project> {
  const table = new Map<string, Project>();
  for (const project of projects) {
    if (!projectIdPattern.test(project.id)) {
      throw new EmulatorError("bad-setting", `the project id "${project.id}" is not 1 to 32 hexadecimal digits`);
    }
    if (!Object.hasOwn(cloudRegions, project.cloudRegion)) {
      throw new EmulatorError(
        "bad-setting",
        `the cloud region "${project.cloudRegion}" is not one of ${Object.keys(cloudRegions).join(", ")}`,
      );
    }
    if (table.has(project.id)) throw new EmulatorError("bad-setting", `the project id ${project.id} is given twice`);
    table.set(project.id, project);
  }
  return table;
}

/** The site that answers for a project; sites differ in their fields. */
export const siteOf = (project: Project): Site => cloudRegions[project.cloudRegion].site;

/** The markets of a project's site as the wire has them: the European site has only its own (SEED-EU), the others both. */
export const regionsOf = (project: Project): readonly Region[] => (siteOf(project) === "europe" ? ["intl"] : ["cn", "intl"]);

const marketNames = { cn: "chinese-mainland", intl: "international" } as const;

/** The market in the words of declarations. */
export const marketName = (project: Project, region: Region) => (siteOf(project) === "europe" ? "european" : marketNames[region]);
