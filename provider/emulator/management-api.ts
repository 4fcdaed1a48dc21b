import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import type { Applications } from "./applications";
import { authenticate, type AccessKeyPair } from "./authentication";
import { answerProblems, checkedBody, checkedId, refusalProblems } from "./contract";
import type { Answer, Departure, Exchange } from "./departure";
import { operations, type Operation, type OperationId } from "./operations";
import { siteOf, type Project } from "./projects";
import { checkedQuery } from "./query-contract";
import type { Randomness } from "./randomness";
import { receive, type ReceivedRequest } from "./received-request";
import { internalError, projectUnavailable, Refusal, refusalBody, unknownOperation } from "./refusals";

export interface EmulatorEnvironment {
  Bindings: HttpBindings;
}

type RequestContext = Context<EmulatorEnvironment>;

interface Parts {
  applications: Applications;
  projects: ReadonlyMap<string, Project>;
  credentials: AccessKeyPair;
  departure: Departure;
  clock: () => Date;
  randomness: Randomness;
  quota: () => number;
  /** Says that the emulator itself is at fault. */
  fault: (line: string) => void;
}

/**
 * The way of a request: route, read, signature, project, contract, operation, contract of the answer, departure.
 * The gateway knows a path before it looks at a signature, so an unknown one is 404 for anybody (GW 0101).
 */
export class ManagementApi {
  readonly #calls = new Map<OperationId, number>();

  constructor(private readonly parts: Parts) {}

  route(app: Hono<EmulatorEnvironment>): void {
    for (const operation of operations) app.on(operation.method, operation.path, (context) => this.#serve(operation, context));
    app.notFound((context) => this.#refuse(context, unknownOperation()));
    app.onError((error, context) => {
      this.parts.fault(`The emulator failed at ${context.req.method} ${context.req.path}: ${error.stack ?? error.message}`);
      return this.#refuse(context, internalError());
    });
  }

  async #serve(operation: Operation, context: RequestContext): Promise<Response> {
    // hono answers HEAD where there is a GET; the gateway has no such operation.
    if (context.env.incoming.method !== operation.method) return this.#refuse(context, unknownOperation());
    const exchange = this.#arrive(operation.id, context);
    try {
      const request = await receive(context.env.incoming);
      return this.parts.departure.leave(exchange, this.#perform(operation, request, context, exchange));
    } catch (error) {
      if (error instanceof Refusal) return this.parts.departure.leave(exchange, this.#refused(error, exchange));
      if (context.env.incoming.errored !== null) {
        this.parts.departure.abandon(exchange);
        return new Response(null, { status: 400 });
      }
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.parts.fault(`The emulator failed in ${operation.id}: ${reason}`);
      return this.parts.departure.leave(exchange, this.#refused(internalError(), exchange));
    }
  }

  #perform(operation: Operation, request: ReceivedRequest, context: RequestContext, exchange: Exchange): Answer {
    authenticate(request, this.parts.credentials, exchange.arrivedAt);
    const project = this.parts.projects.get(context.req.param("project_id") ?? "");
    if (project === undefined) throw projectUnavailable();
    const id = context.req.param("id");
    const body = operation.run({
      project,
      applications: this.parts.applications,
      quota: this.parts.quota(),
      id: id === undefined ? "" : checkedId(id),
      query: checkedQuery(operation.id, request.query),
      body: checkedBody(operation.id, siteOf(project), request),
    });
    const problems = answerProblems(operation.id, siteOf(project), body);
    if (problems.length === 0) return { status: 200, body };
    this.parts.fault(`The answer to ${operation.id} breaks openapi.yaml: ${problems.join("; ")}`);
    return this.#refused(internalError(), exchange);
  }

  #refuse(context: RequestContext, refusal: Refusal): Response {
    const exchange = this.#arrive(undefined, context);
    return this.parts.departure.leave(exchange, this.#refused(refusal, exchange));
  }

  #refused(refusal: Refusal, exchange: Exchange): Answer {
    const body = refusalBody(refusal, exchange.requestId);
    const problems = refusalProblems(refusal.from, body);
    if (problems.length > 0) this.parts.fault(`The refusal ${refusal.code} breaks openapi.yaml: ${problems.join("; ")}`);
    return { status: problems.length > 0 ? 500 : refusal.status, body, errorCode: refusal.code };
  }

  #arrive(operation: OperationId | undefined, context: RequestContext): Exchange {
    const { incoming, outgoing } = context.env;
    const [path = "", ...query] = (incoming.url ?? "").split("?");
    const call = operation === undefined ? 0 : (this.#calls.get(operation) ?? 0) + 1;
    if (operation !== undefined) this.#calls.set(operation, call);
    return {
      operation,
      call,
      requestId: this.parts.randomness.hex(32),
      arrivedAt: this.parts.clock(),
      method: incoming.method ?? "",
      path,
      query: query.join("?"),
      outgoing,
    };
  }
}
