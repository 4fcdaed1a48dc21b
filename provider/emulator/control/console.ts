import { isIP } from "node:net";
import { appAnswer } from "../state/app-answer";
import type { Application, Status } from "../state/application";
import type { Applications } from "../state/applications";
import { answerProblems } from "../contract/bodies";
import type { ConsoleChange } from "../../../schemas/generated/emulator-control-types";
import { limits } from "../../../schemas/generated/settings";
import { validateConsoleChange } from "../../../schemas/generated/emulator-control-validators";
import { checkedInput, ControlError } from "../contract/control-input";
import { marketName, siteOf, type Project } from "../state/projects";
import type { Randomness } from "../state/randomness";

type Setting = Exclude<keyof ConsoleChange, "projectId" | "id">;

const settings: readonly Setting[] = [
  "name",
  "ipWhitelist",
  "statusReportDestination",
  "uplinkDestination",
  "uplinkSendTime",
  "rotateSecret",
  "status",
];
const fixed = ["market", "region", "appKey", "enterpriseProjectId", "createTime"];

// Fact sheet 1.4: an application abroad has no uplink, a European one no status report either.
const missingIn: Readonly<Record<ReturnType<typeof marketName>, readonly Setting[]>> = {
  "chinese-mainland": [],
  international: ["uplinkDestination", "uplinkSendTime"],
  european: ["uplinkDestination", "uplinkSendTime", "statusReportDestination"],
};

/**
 * Changes an application as a person does on the console, which can do less than a seed.
 *
 * @returns the changed application; its new secret is asked for by `rotateSecret`
 * @throws ControlError for what the console refuses or does not offer
 */
export function changeInConsole(
  value: unknown,
  { applications, projects, randomness }: { applications: Applications; projects: ReadonlyMap<string, Project>; randomness: Randomness },
): Application {
  const change = checkedChange(value);
  const project = projects.get(change.projectId);
  const existing = project && applications.find(project.id, change.id);
  if (project === undefined || existing === undefined)
    throw new ControlError(`The project ${change.projectId} has no application ${change.id}.`);
  refuseForMarket(change, marketName(project, existing.region));
  if (change.ipWhitelist !== undefined) checkWhitelist(change.ipWhitelist);
  checkName(change, existing, applications);
  const changed = withChange(existing, change, applications.now, randomness);
  if (changed.uplinkSendTime && changed.uplinkDestination === "")
    throw new ControlError("uplinkSendTime can be chosen only with an uplinkDestination.");
  const problems = answerProblems("ShowApp", siteOf(project), appAnswer(changed, project, applications.statusOf(changed)));
  if (problems.length > 0) throw new ControlError(`The change cannot be shown as the API would: ${problems.join("; ")}.`);
  applications.keep(changed);
  return changed;
}

function checkedChange(value: unknown): ConsoleChange {
  const stray = fixed.find((field) => typeof value === "object" && value !== null && field in value);
  if (stray !== undefined) throw new ControlError(`The console cannot change ${stray}. It changes ${settings.join(", ")}.`);
  const change = checkedInput(validateConsoleChange, value, "The change") as ConsoleChange;
  if (settings.every((setting) => change[setting] === undefined))
    throw new ControlError(`The change changes nothing. Give at least one of ${settings.join(", ")}.`);
  return change;
}

function refuseForMarket(change: ConsoleChange, market: ReturnType<typeof marketName>): void {
  const missing = missingIn[market].find((setting) => change[setting] !== undefined);
  if (missing !== undefined) throw new ControlError(`The console has no ${missing} for the market ${market}.`);
}

// SEED-CN and SEED-EU: at most 10 addresses. Whether the console takes ranges is not documented; here it does not.
function checkWhitelist(addresses: readonly string[]): void {
  const wrong = addresses.find((address) => isIP(address) === 0);
  if (wrong !== undefined) throw new ControlError(`ipWhitelist: "${wrong}" is not an IP address.`);
  if (new Set(addresses).size < addresses.length) throw new ControlError("ipWhitelist holds an address twice.");
  if (addresses.length > limits.whitelist)
    throw new ControlError(`ipWhitelist holds ${addresses.length} addresses, more than ${limits.whitelist}.`);
}

function checkName({ name }: ConsoleChange, existing: Application, applications: Applications): void {
  if (name === undefined || name === existing.name) return;
  const other = applications.named(existing.projectId, existing.region, name);
  if (other !== undefined) throw new ControlError(`The name "${name}" is in use by the application ${other.id}.`);
}

function withChange(existing: Application, change: ConsoleChange, now: number, randomness: Randomness): Application {
  const { projectId, id, rotateSecret, status, ...kept } = change;
  return {
    ...existing,
    // Its switch is gone with the destination.
    ...(change.uplinkDestination === "" ? { uplinkSendTime: false } : {}),
    ...kept,
    ...(rotateSecret === true ? { appSecret: randomness.alphanumerics(28) } : {}),
    ...(status === undefined ? {} : { heldStatus: status as Status }),
    updatedAt: now,
  };
}
