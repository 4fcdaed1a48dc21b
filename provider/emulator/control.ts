import { Hono } from "hono";
import { appAnswer } from "./app-answer";
import type { Application } from "./application";
import type { Applications } from "./applications";
import type { Journal } from "./journal";
import { strangerReason } from "./loopback";
import type { EmulatorEnvironment } from "./management-api";
import { marketName, type Project } from "./projects";
import { bodyOf } from "./received-request";
import { Refusal } from "./refusals";
import { parseSeed, plant, SeedError } from "./seed";

interface Parts {
  applications: Applications;
  projects: ReadonlyMap<string, Project>;
  journal: Journal;
  setQuota: (quota: number) => void;
  /** Back to what the emulator was started with. */
  reset: () => void;
}

/**
 * The control API under `/_emulator/`: what tests and people do from outside the service. It has no signature,
 * so it answers this machine only.
 */
export function controlApi({ applications, projects, journal, setQuota, reset }: Parts): Hono<EmulatorEnvironment> {
  const app = new Hono<EmulatorEnvironment>();
  app.use(async (context, next) => {
    const reason = strangerReason(context.env.incoming);
    if (reason !== undefined) return context.json({ error: `The control API is for this machine only: ${reason}.` }, 403);
    await next();
    return undefined;
  });
  app.post("/reset", (context) => {
    reset();
    return context.json({});
  });
  app.post("/seed", async (context) => {
    const seed = parseSeed(parsed((await bodyOf(context.env.incoming)).toString("utf8")));
    const planted = plant(seed, projects, applications);
    if (seed.quota !== undefined) setQuota(seed.quota);
    return context.json({ applications: planted.map((application) => shown(application, applications, projects)) });
  });
  app.get("/requests", (context) => context.json({ count: journal.count, requests: journal.list() }));
  app.delete("/requests", (context) => {
    journal.clear();
    return context.json({});
  });
  app.get("/applications", (context) => {
    const secrets = context.req.query("secrets") === "true";
    const list = applications.all().map((application) => ({
      ...shown(application, applications, projects),
      ...(secrets ? { appKey: application.appKey, appSecret: application.appSecret } : {}),
    }));
    return context.json({ applications: list });
  });
  app.all("*", (context) => context.json({ error: `The control API has no ${context.req.method} ${context.req.path}.` }, 404));
  app.onError((error, context) => {
    if (error instanceof SeedError) return context.json({ error: error.message }, 400);
    if (error instanceof Refusal) return context.json({ error: `${error.message}.` }, 413);
    throw error;
  });
  return app;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new SeedError(`The body is not JSON: ${error.message}.`);
    throw error;
  }
}

/** An application in the words of declarations, without its key and secret. */
function shown(application: Application, applications: Applications, projects: ReadonlyMap<string, Project>) {
  const { appKey, appSecret, resourceId, createdAt, updatedAt, heldStatus, ...rest } = application;
  const project = projects.get(application.projectId);
  return {
    ...rest,
    status: applications.statusOf(application),
    createTime: new Date(createdAt).toISOString(),
    updateTime: new Date(updatedAt).toISOString(),
    // Null for what a data folder holds of a project that this emulator was not started with.
    cloudRegion: project?.cloudRegion ?? null,
    market: project === undefined ? null : marketName(project, application.region),
    accessAddress: project === undefined ? null : appAnswer(application, project, applications.statusOf(application)).app_access_addr,
  };
}
