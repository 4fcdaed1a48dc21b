import { appAnswer } from "../state/app-answer";
import type { Application, Region, Status } from "../state/application";
import type { Applications } from "../state/applications";
import { answerProblems } from "../contract/bodies";
import type { Seed } from "../../../schemas/generated/emulator-control-types";
import { validateSeed } from "../../../schemas/generated/emulator-control-validators";
import { checkedInput, ControlError } from "../contract/control-input";
import { marketName, regionsOf, siteOf, type Project } from "../state/projects";

type SeedApplication = NonNullable<Seed["applications"]>[number];

/** @throws ControlError naming the place */
export const checkedSeed = (value: unknown): Seed => checkedInput(validateSeed, value, "The seed") as Seed;

/**
 * Puts the applications of a seed in place. Quota and uniqueness of names do not hold here: an account may have come to
 * what it holds in other times. All are checked before the first is kept.
 *
 * @throws ControlError naming the place
 */
export function plant(seed: Seed, projects: ReadonlyMap<string, Project>, applications: Applications): Application[] {
  const planted = (seed.applications ?? []).map((entry, index) => grown(entry, `applications[${index}]`, projects, applications));
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
