import { accountStates, type Accounts, type AccountState } from "../state/accounts";
import type { Applications } from "../state/applications";
import { changeInConsole, type ConsoleChange } from "./console";
import { anyText, checkedFields, ControlError, longestTimer, oneOf, quotaRule, required, wholeNumber } from "./control-input";
import type { Door } from "../http/door";
import type { FaultPlan, PlannedFault } from "../faults/fault";
import type { FaultPlans } from "../faults/fault-plans";
import { parsePlans } from "../faults/parse-plans";
import type { Pauses } from "../faults/pauses";
import type { Journal, SeenRequest } from "../state/journal";
import type { Project } from "../state/projects";
import type { Randomness } from "../state/randomness";
import { parseSeed, plant, type Seed } from "./seed";
import type { ServiceClock } from "../state/service-clock";
import { shown, type ShownApplication } from "../contract/shown-application";

/** Where an account stands. */
export interface Account {
  projectId: string;
  state: AccountState;
  /** Applications that each market of the project may hold. */
  quota: number;
}

/**
 * What tests and people do from outside the service. All but listening happens at once; the control API under `/_emulator/`
 * does the same over HTTP. Each method that takes something throws a ControlError for what makes no sense.
 */
export interface Control {
  /** Adds faults to those planned, and gives all of them. */
  planFaults(plans: readonly FaultPlan[]): PlannedFault[];
  faults(): PlannedFault[];
  /** Forgets all faults. What they have begun goes on: pauses, and commits that are late. */
  clearFaults(): void;
  /** Moves the service's clock, and gives its time. */
  moveClock(move: { advanceMs: number } | { now: string }): Date;
  setAccount(change: { projectId: string; state?: AccountState; quota?: number }): Account;
  /** Changes an application as a person does on the console. A rotated secret is in this answer only. */
  changeInConsole(change: ConsoleChange): { application: ShownApplication; appSecret?: string };
  seed(seed: Partial<Seed>): ShownApplication[];
  applications(options?: { secrets?: boolean }): ShownApplication[];
  requests(): { count: number; requests: readonly SeenRequest[] };
  clearRequests(): void;
  /** Back to what the emulator was started with: no applications, faults or requests, the machine's time. Calls that wait are dropped. */
  reset(): void;
  /** Refuses connections, for so many milliseconds or until `startListening`; those that are there are ended. */
  stopListening(options?: { forMs?: number }): Promise<void>;
  startListening(): Promise<void>;
}

interface Parts {
  applications: Applications;
  projects: ReadonlyMap<string, Project>;
  accounts: Accounts;
  journal: Journal;
  faults: FaultPlans;
  pauses: Pauses;
  clock: ServiceClock;
  randomness: Randomness;
  door: Door;
}

export function createControl(parts: Parts): Control {
  const { applications, projects, accounts, journal, faults, pauses, clock, door } = parts;
  return {
    planFaults: (plans) => {
      faults.plan(parsePlans(plans));
      clock.skew(faults.skew);
      return faults.list();
    },
    faults: () => faults.list(),
    clearFaults: () => {
      faults.clear();
      clock.skew(0);
    },
    moveClock: (move) => moveClock(clock, move),
    setAccount: (change) => setAccount(accounts, projects, change),
    changeInConsole: (change) => {
      const changed = changeInConsole(change, parts);
      const application = shown(changed, applications, projects);
      return change.rotateSecret === true ? { application, appSecret: changed.appSecret } : { application };
    },
    seed: (given) => {
      const seed = parseSeed(given);
      const planted = plant(seed, projects, applications);
      if (seed.quota !== undefined) accounts.setQuotaOfAll(seed.quota);
      return planted.map((application) => shown(application, applications, projects));
    },
    applications: ({ secrets = false } = {}) =>
      applications.all().map((application) => shown(application, applications, projects, secrets)),
    requests: () => ({ count: journal.count, requests: journal.list() }),
    clearRequests: () => journal.clear(),
    reset: () => {
      for (const part of [faults, applications, journal]) part.clear();
      for (const part of [clock, accounts]) part.reset();
      pauses.end();
    },
    stopListening: async (options = {}) => {
      checkedFields(options, { forMs: wholeNumber(0, longestTimer) }, "The order");
      await door.shut(options.forMs);
    },
    startListening: () => door.open(),
  };
}

const timeWords = "a time such as 2026-01-31T12:00:00Z";
const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

function moveClock(clock: ServiceClock, value: unknown): Date {
  const move = checkedFields(
    value,
    {
      // Ten years.
      advanceMs: wholeNumber(0, 315_576_000_000),
      now: { allows: (time) => typeof time === "string" && timePattern.test(time) && !Number.isNaN(Date.parse(time)), words: timeWords },
    },
    "The move",
  );
  const { advanceMs, now } = move as { advanceMs?: number; now?: string };
  if ((advanceMs === undefined) === (now === undefined)) throw new ControlError("The move must have either advanceMs or now.");
  if (now !== undefined) clock.set(new Date(now));
  else clock.advance(advanceMs ?? 0);
  return clock.now();
}

function setAccount(accounts: Accounts, projects: ReadonlyMap<string, Project>, value: unknown): Account {
  const change = checkedFields(value, { projectId: required(anyText), state: oneOf(...accountStates), quota: quotaRule }, "The account");
  const { projectId, state, quota } = change as { projectId: string; state?: AccountState; quota?: number };
  if (!projects.has(projectId))
    throw new ControlError(`The emulator has no project ${projectId}, only ${[...projects.keys()].join(", ")}.`);
  if (state === undefined && quota === undefined) throw new ControlError("The account must have a state or a quota.");
  if (state !== undefined) accounts.setState(projectId, state);
  if (quota !== undefined) accounts.setQuota(projectId, quota);
  return { projectId, state: accounts.stateOf(projectId), quota: accounts.quotaOf(projectId) };
}
