import type { Accounts, AccountState } from "../state/accounts";
import type { Applications } from "../state/applications";
import { changeInConsole } from "./console";
import type { AccountChange, ClockMove, ConsoleChange, Seed } from "../../../schemas/generated/emulator-control-types";
import { validateAccountChange, validateClockMove, validateStopListening } from "../../../schemas/generated/emulator-control-validators";
import { checkedInput, ControlError } from "../contract/control-input";
import type { Door } from "../http/door";
import type { FaultPlan, PlannedFault } from "../faults/fault";
import type { FaultPlans } from "../faults/fault-plans";
import { checkedPlans } from "../faults/checked-plans";
import type { Pauses } from "../faults/pauses";
import type { Journal, SeenRequest } from "../state/journal";
import type { Project } from "../state/projects";
import type { Randomness } from "../state/randomness";
import { checkedSeed, plant } from "./seed";
import type { EmulatedClock } from "../state/emulated-clock";
import { shown, type ShownApplication } from "../state/shown-application";

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
  setAccount(change: AccountChange): Account;
  /** Changes an application as a person does on the console. A rotated secret is in this answer only. */
  changeInConsole(change: ConsoleChange): { application: ShownApplication; appSecret?: string };
  seed(seed: Seed): ShownApplication[];
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
  clock: EmulatedClock;
  randomness: Randomness;
  door: Door;
}

export function createControl(parts: Parts): Control {
  const { applications, projects, accounts, journal, faults, pauses, clock, door } = parts;
  return {
    planFaults: (plans) => {
      faults.plan(checkedPlans(plans));
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
      const seed = checkedSeed(given);
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
      checkedInput(validateStopListening, options, "The order");
      await door.shut(options.forMs);
    },
    startListening: () => door.open(),
  };
}

function moveClock(clock: EmulatedClock, value: unknown): Date {
  const { advanceMs, now } = checkedInput(validateClockMove, value, "The move") as ClockMove;
  if (now !== undefined && Number.isNaN(Date.parse(now))) throw new ControlError("now must be a time such as 2026-01-31T12:00:00Z.");
  if ((advanceMs === undefined) === (now === undefined)) throw new ControlError("The move must have either advanceMs or now.");
  if (now !== undefined) clock.set(new Date(now));
  else clock.advance(advanceMs ?? 0);
  return clock.now();
}

function setAccount(accounts: Accounts, projects: ReadonlyMap<string, Project>, value: unknown): Account {
  const { projectId, state, quota } = checkedInput(validateAccountChange, value, "The account") as AccountChange;
  if (!projects.has(projectId))
    throw new ControlError(`The emulator has no project ${projectId}, only ${[...projects.keys()].join(", ")}.`);
  if (state === undefined && quota === undefined) throw new ControlError("The account must have a state or a quota.");
  if (state !== undefined) accounts.setState(projectId, state);
  if (quota !== undefined) accounts.setQuota(projectId, quota);
  return { projectId, state: accounts.stateOf(projectId), quota: accounts.quotaOf(projectId) };
}
