import { Hono, type Context } from "hono";
import type { Control } from "./control";
import { validateListening } from "../../../schemas/generated/emulator-control-validators";
import { checkedInput, ControlError } from "../contract/control-input";
import { strangerReason } from "../http/loopback";
import type { EmulatorEnvironment } from "../http/served-operations";
import { bodyOf } from "../http/received-request";
import { Refusal } from "../contract/refusals";

type ControlContext = Context<EmulatorEnvironment>;

/**
 * The control API under `/_emulator/`: the control over HTTP. It has no signature, so it answers this machine only.
 * The control itself checks what it gets.
 */
export function controlApi(control: Control): Hono<EmulatorEnvironment> {
  const app = new Hono<EmulatorEnvironment>();
  app.use(async (context, next) => {
    const reason = strangerReason(context.env.incoming);
    if (reason !== undefined) return context.json({ error: `The control API is for this machine only: ${reason}.` }, 403);
    await next();
    return undefined;
  });
  app.post("/reset", (context) => {
    control.reset();
    return context.json({});
  });
  app.post("/seed", async (context) => context.json({ applications: control.seed(await sent(context)) }));
  app.get("/requests", (context) => context.json(control.requests()));
  app.delete("/requests", (context) => {
    control.clearRequests();
    return context.json({});
  });
  app.get("/applications", (context) =>
    context.json({ applications: control.applications({ secrets: context.req.query("secrets") === "true" }) }),
  );
  app.post("/faults", async (context) => context.json({ faults: control.planFaults(await sent(context)) }));
  app.get("/faults", (context) => context.json({ faults: control.faults() }));
  app.delete("/faults", (context) => {
    control.clearFaults();
    return context.json({});
  });
  app.post("/clock", async (context) => context.json({ now: control.moveClock(await sent(context)).toISOString() }));
  app.post("/accounts", async (context) => context.json(control.setAccount(await sent(context))));
  app.post("/console", async (context) => context.json(control.changeInConsole(await sent(context))));
  app.post("/listening", async (context) => {
    const { forMs } = checkedInput(validateListening, await sent(context), "The order") as { forMs: number };
    // Not before this answer has gone.
    context.env.outgoing.once("finish", () => void control.stopListening({ forMs }));
    return context.json({ listening: false, forMs });
  });
  app.all("*", (context) => context.json({ error: `The control API has no ${context.req.method} ${context.req.path}.` }, 404));
  app.onError((error, context) => {
    if (error instanceof ControlError) return context.json({ error: error.message }, 400);
    if (error instanceof Refusal) return context.json({ error: `${error.message}.` }, 413);
    throw error;
  });
  return app;
}

/** The body as JSON. Its type is what the control asks for; whether it is that, the control finds out. */
async function sent<T>(context: ControlContext): Promise<T> {
  const text = (await bodyOf(context.env.incoming)).toString("utf8");
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    if (error instanceof SyntaxError) throw new ControlError(`The body is not JSON: ${error.message}.`);
    throw error;
  }
}
