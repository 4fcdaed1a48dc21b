import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { Accounts } from "./state/accounts";
import { Applications } from "./state/applications";
import { createControl, type Control } from "./control/control";
import { controlApi } from "./control/control-api";
import { Departure } from "./http/departure";
import { Door } from "./http/door";
import { FaultPlans } from "./faults/fault-plans";
import { Pauses } from "./faults/pauses";
import { Journal } from "./state/journal";
import { ServedOperations, type EmulatorEnvironment } from "./http/served-operations";
import { projectTable, type Project } from "./state/projects";
import { EmulatedClock } from "./state/emulated-clock";
import { settingsOf, type EmulatorOptions, type EmulatorSettings } from "./settings";
import { folderStorage, noStorage, type Storage } from "./state/storage";

/** An emulator that listens. */
export interface RunningEmulator {
  /** Scheme, host and port. */
  readonly url: string;
  /** What tests do from outside the service, without HTTP. */
  readonly control: Control;
  /** Ends after the requests under way have been answered, at the latest after a second; those that a fault keeps waiting are dropped. */
  close(): Promise<void>;
}

/**
 * Starts a local management API of Message & SMS applications.
 *
 * @throws EmulatorError for a setting that makes no sense, an address that cannot be used, or data that cannot be kept
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const settings = settingsOf(options);
  const projects = projectTable(settings.projects);
  const storage = settings.dataFolder === undefined ? noStorage : folderStorage(settings.dataFolder);
  try {
    const app = new Hono<EmulatorEnvironment>();
    const door = new Door(createAdaptorServer({ fetch: app.fetch }) as Server, settings, settings.fault);
    const { control, pauses } = furnish(app, door, { settings, projects, storage });
    await door.open();
    return { url: door.url, control, close: once(() => closed(door, pauses, storage)) };
  } catch (error) {
    storage.close();
    throw error;
  }
}

interface Means {
  settings: EmulatorSettings;
  projects: ReadonlyMap<string, Project>;
  storage: Storage;
}

function furnish(app: Hono<EmulatorEnvironment>, door: Door, { settings, projects, storage }: Means) {
  const { randomness, pace, fault } = settings;
  const clock = new EmulatedClock(settings.clock);
  const parts = {
    applications: new Applications({ clock, randomness, storage, pace }),
    accounts: new Accounts(settings.quota),
    journal: new Journal(),
    faults: new FaultPlans(),
    pauses: new Pauses(),
    projects,
    randomness,
  };
  const control = createControl({ ...parts, clock, door });
  app.route("/_emulator", controlApi(control));
  const departure = new Departure(parts.journal, settings.log, clock.now);
  new ServedOperations({ ...parts, credentials: settings, departure, clock: clock.now, fault }).route(app);
  return { control, pauses: parts.pauses };
}

function once<T>(act: () => T): () => T {
  let result: { value: T } | undefined;
  return () => (result ??= { value: act() }).value;
}

async function closed(door: Door, pauses: Pauses, storage: Storage): Promise<void> {
  pauses.end();
  try {
    await door.end();
  } finally {
    // Some may have come meanwhile.
    pauses.end();
    storage.close();
  }
}
