import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { Applications } from "./applications";
import { controlApi } from "./control";
import { Departure } from "./departure";
import { EmulatorError } from "./emulator-error";
import { Journal } from "./journal";
import { ManagementApi, type EmulatorEnvironment } from "./management-api";
import { projectTable } from "./projects";
import { settingsOf, type EmulatorOptions, type EmulatorSettings } from "./settings";
import { folderStorage, noStorage, type Storage } from "./storage";

/** An emulator that listens. */
export interface RunningEmulator {
  /** Scheme, host and port. */
  readonly url: string;
  /** Ends after the requests under way have been answered, at the latest after a second. */
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
    const server = createAdaptorServer({ fetch: emulatorApp(settings, projects, storage).fetch }) as Server;
    await listening(server, settings.host, settings.port);
    return { url: urlOf(server.address() as AddressInfo), close: once(() => closed(server, storage)) };
  } catch (error) {
    storage.close();
    throw error;
  }
}

function emulatorApp(settings: EmulatorSettings, projects: ReturnType<typeof projectTable>, storage: Storage): Hono<EmulatorEnvironment> {
  const { clock, randomness, pace, fault } = settings;
  const applications = new Applications({ clock, randomness, storage, pace });
  const journal = new Journal();
  let quota = settings.quota;
  const reset = () => {
    applications.clear();
    journal.clear();
    quota = settings.quota;
  };
  const app = new Hono<EmulatorEnvironment>();
  app.route("/_emulator", controlApi({ applications, projects, journal, reset, setQuota: (value) => (quota = value) }));
  const departure = new Departure(journal, settings.log);
  const management = new ManagementApi({
    applications,
    projects,
    credentials: settings,
    departure,
    clock,
    randomness,
    fault,
    quota: () => quota,
  });
  management.route(app);
  return app;
}

const addressProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use; stop the other program, or give another port or 0 for a free one",
  EACCES: "the port may be opened by administrators only; give one from 1024 up, or 0 for a free one",
  EADDRNOTAVAIL: "this machine does not have that address; give 127.0.0.1",
  ENOTFOUND: "the host name is not known; give 127.0.0.1",
};

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const problem = addressProblems[error.code ?? ""] ?? error.message;
      reject(new EmulatorError("address-unusable", `The emulator cannot listen on ${host}:${port}: ${problem}.`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

const urlOf = ({ address, family, port }: AddressInfo) => `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;

function once<T>(act: () => T): () => T {
  let result: { value: T } | undefined;
  return () => (result ??= { value: act() }).value;
}

const patience = 1000;

function closed(server: Server, storage: Storage): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => server.closeAllConnections(), patience);
    server.close((error) => {
      clearTimeout(timer);
      storage.close();
      if (error === undefined) resolve();
      else reject(error);
    });
    server.closeIdleConnections();
  });
}
