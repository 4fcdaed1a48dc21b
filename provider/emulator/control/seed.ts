import { appAnswer } from "../contract/app-answer";
import type { Application, Region, Status } from "../state/application";
import type { Applications } from "../state/applications";
import { answerProblems } from "../contract/contract";
import { ControlError, quotaRule, record, refuseUnknown } from "./control-input";
import { marketName, regionsOf, siteOf, type Project } from "../state/projects";

/** What `POST /_emulator/seed` takes. */
export interface Seed {
  applications: SeedApplication[];
  /** Applications that each market of each project may hold; absent leaves it. */
  quota: number | undefined;
}

/** An application to put in place. With the id of one that exists, it changes that one: what a person does in the console. */
interface SeedApplication {
  id?: string;
  projectId: string;
  /** In the words of declarations; or `region` in those of the wire. Not needed with an id that exists. */
  market?: string;
  region?: string;
  name?: string;
  status?: string;
  uplinkDestination?: string;
  ipWhitelist?: string[];
  enterpriseProjectId?: string;
  enterpriseProjectName?: string;
  appKey?: string;
  appSecret?: string;
  /** ISO 8601. */
  createTime?: string;
}

const seedFields = ["applications", "quota"];
const textFields = [
  "id",
  "projectId",
  "market",
  "region",
  "name",
  "status",
  "uplinkDestination",
  "enterpriseProjectId",
  "enterpriseProjectName",
  "appKey",
  "appSecret",
  "createTime",
];

/** @throws ControlError naming the place */
export function parseSeed(value: unknown): Seed {
  const seed = record(value, "The seed");
  refuseUnknown(seed, seedFields, "The seed");
  const { applications = [], quota } = seed;
  if (!Array.isArray(applications)) throw new ControlError("applications must be a list.");
  if (quota !== undefined && !quotaRule.allows(quota)) throw new ControlError(`quota must be ${quotaRule.words}.`);
  return {
    applications: applications.map((entry, index) => parseApplication(entry, `applications[${index}]`)),
    quota: quota as number | undefined,
  };
}

function parseApplication(value: unknown, place: string): SeedApplication {
  const entry = record(value, place);
  refuseUnknown(entry, [...textFields, "ipWhitelist"], place);
  const wrong = textFields.find((field) => entry[field] !== undefined && typeof entry[field] !== "string");
  if (wrong !== undefined) throw new ControlError(`${place}.${wrong} must be a text.`);
  if (entry["projectId"] === undefined) throw new ControlError(`${place}.projectId is missing.`);
  const whitelist = entry["ipWhitelist"];
  if (whitelist !== undefined && !(Array.isArray(whitelist) && whitelist.every((item) => typeof item === "string"))) {
    throw new ControlError(`${place}.ipWhitelist must be a list of texts.`);
  }
  return entry as unknown as SeedApplication;
}

/**
 * Puts the applications of a seed in place. Quota and uniqueness of names do not hold here: an account may have come to
 * what it holds in other times. All are checked before the first is kept.
 *
 * @throws ControlError naming the place
 */
export function plant(seed: Seed, projects: ReadonlyMap<string, Project>, applications: Applications): Application[] {
  const planted = seed.applications.map((entry, index) => grown(entry, `applications[${index}]`, projects, applications));
  for (const application of planted) applications.keep(application);
  return planted;
}

function grown(entry: SeedApplication, place: string, projects: ReadonlyMap<string, Project>, applications: Applications): Application {
  const project = projects.get(entry.projectId);
  if (project === undefined)
    throw new ControlError(`${place}.projectId: the emulator has no project ${entry.projectId}, only ${[...projects.keys()].join(", ")}.`);
  const existing = entry.id === undefined ? undefined : applications.find(project.id, entry.id);
  const region = regionOf(entry, place, project) ?? existing?.region;
  if (region === undefined) throw new ControlError(`${place}: market is missing.`);
  if (existing !== undefined && region !== existing.region) throw new ControlError(`${place}: the market of ${existing.id} cannot change.`);
  const name = entry.name ?? existing?.name;
  if (name === undefined) throw new ControlError(`${place}.name is missing.`);
  const application: Application = {
    ...(existing ?? applications.draw({ projectId: project.id, region, name })),
    ...chosen(entry, place),
    name,
    ...(existing === undefined ? {} : { updatedAt: applications.now }),
  };
  const problems = answerProblems("ShowApp", siteOf(project), appAnswer(application, project, applications.statusOf(application)));
  if (problems.length > 0) throw new ControlError(`${place} cannot be shown as the API would: ${problems.join("; ")}.`);
  return application;
}

function regionOf(entry: SeedApplication, place: string, project: Project): Region | undefined {
  const wanted = entry.market ?? entry.region;
  if (wanted === undefined) return undefined;
  const region = regionsOf(project).find((candidate) => candidate === entry.region || marketName(project, candidate) === entry.market);
  if (region !== undefined) return region;
  throw new ControlError(
    `${place}: the market ${wanted} does not exist in ${project.cloudRegion}, only ${regionsOf(project)
      .map((one) => marketName(project, one))
      .join(", ")}.`,
  );
}

function chosen(entry: SeedApplication, place: string): Partial<Application> {
  const { projectId, market, region, status, createTime, ...kept } = entry;
  const createdAt = createTime === undefined ? undefined : Date.parse(createTime);
  if (Number.isNaN(createdAt)) throw new ControlError(`${place}.createTime must be a time such as 2026-01-31T12:00:00Z.`);
  return {
    ...kept,
    ...(status === undefined ? {} : { heldStatus: status as Status }),
    ...(createdAt === undefined ? {} : { createdAt, updatedAt: createdAt }),
  };
}
