import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import type { Accounts } from "../state/accounts";
import type { Application } from "../state/application";
import type { Applications } from "../state/applications";
import { authenticate, type AccessKeyPair } from "./authentication";
import { answerProblems, checkedBody, checkedId, refusalProblems } from "../contract/bodies";
import type { Answer } from "../contract/answer";
import type { Departure, Exchange } from "./departure";
import type { FaultOf } from "../faults/fault";
import type { FaultPlans, Strike } from "../faults/fault-plans";
import type { Pauses } from "../faults/pauses";
import { serveStruck } from "../faults/struck-call";
import type { OperationId } from "../contract/operation-id";
import { operations, type Operation } from "../operations";
import type { Access } from "../operations/operation-call";
import { siteOf, type Project } from "../state/projects";
import { checkedQuery } from "../contract/query";
import type { Randomness } from "../state/randomness";
import { receive, type ReceivedRequest } from "./received-request";
import { internalError, projectUnavailable, Refusal, refusalBody, unknownOperation } from "../contract/refusals";

export interface EmulatorEnvironment {
  Bindings: HttpBindings;
}

type RequestContext = Context<EmulatorEnvironment>;

interface Parts {
  applications: Applications;
  projects: ReadonlyMap<string, Project>;
  credentials: AccessKeyPair;
  departure: Departure;
  faults: FaultPlans;
  pauses: Pauses;
  clock: () => Date;
  randomness: Randomness;
  accounts: Accounts;
  /** Says that the emulator itself is at fault. */
  fault: (line: string) => void;
}

/** A call that has been read to its end. */
interface ReadCall {
  operation: Operation;
  request: ReceivedRequest;
  /** Undefined for an operation without an id in its path. */
  id: string | undefined;
  projectId: string;
  exchange: Exchange;
}

/**
 * The way of a request: route, read, signature, project, contract, operation, contract of the answer, departure. A planned
 * fault changes it between reading and departure (faults/struck-call.ts).
 * The gateway knows a path before it looks at a signature, so an unknown one is 404 for anybody (GW 0101).
 */
export class ServedOperations {
  readonly #calls = new Map<OperationId, number>();
  readonly #usual: Access;

  constructor(private readonly parts: Parts) {
    const { applications } = parts;
    this.#usual = {
      list: (projectId, region) => applications.list(projectId, region),
      keep: (application) => applications.keep(application),
    };
  }

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
    const strike = this.parts.faults.strike(operation.id);
    const ends = this.parts.pauses.ends;
    const exchange = this.#arrive(operation.id, context, strike?.name);
    const { departure } = this.parts;
    try {
      const request = await receive(context.env.incoming);
      const call = { operation, request, id: context.req.param("id"), projectId: context.req.param("project_id") ?? "", exchange };
      const act = (access: Access) => this.#answer(call, access);
      return strike === undefined ? departure.leave(exchange, act(this.#usual)) : await this.#serveStruck(strike, ends, exchange, act);
    } catch (error) {
      if (error instanceof Refusal) return departure.leave(exchange, this.#refused(error, exchange));
      if (context.env.incoming.errored === null) throw error;
      departure.abandon(exchange);
      return new Response(null, { status: 400 });
    }
  }

  #serveStruck(strike: Strike, ends: number, exchange: Exchange, act: (access: Access) => Answer): Promise<Response> {
    const { departure, pauses } = this.parts;
    return serveStruck(strike, {
      requestId: exchange.requestId,
      act: (as) => act(as === undefined ? this.#usual : this.#accessUnder(as)),
      pause: (milliseconds) => pauses.pause(milliseconds, ends),
      leave: (answer) => departure.leave(exchange, answer),
      forget: () => departure.forget(exchange),
      drop: (how) => departure.drop(exchange, how),
      cut: (answer, bytes) => departure.cut(exchange, answer, bytes),
    });
  }

  #accessUnder(fault: FaultOf<"late-commit" | "stale-list">): Access {
    const { applications } = this.parts;
    if (fault.kind === "late-commit")
      return { ...this.#usual, keep: (application) => applications.keepLate(application, fault.ms, fault.reserve === true) };
    const isOld = ({ createdAt }: Application) => applications.now - createdAt >= fault.ms;
    return { ...this.#usual, list: (projectId, region) => applications.list(projectId, region).filter(isOld) };
  }

  /** The operation's answer, or the refusal that it ends with. */
  #answer(call: ReadCall, access: Access): Answer {
    const { operation, exchange } = call;
    const before = this.parts.applications.changes;
    try {
      return this.#perform(call, access);
    } catch (error) {
      if (error instanceof Refusal) return this.#refused(error, exchange);
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.parts.fault(`The emulator failed in ${operation.id}: ${reason}`);
      return this.#refused(internalError(), exchange);
    } finally {
      exchange.committed = this.parts.applications.changes > before;
    }
  }

  #perform({ operation, request, id, projectId, exchange }: ReadCall, access: Access): Answer {
    authenticate(request, this.parts.credentials, exchange.arrivedAt);
    const project = this.parts.projects.get(projectId);
    if (project === undefined) throw projectUnavailable();
    const refusal = this.parts.accounts.refusal(project.id, operation.id);
    if (refusal !== undefined) throw refusal;
    const body = operation.run({
      list: access.list,
      keep: access.keep,
      project,
      applications: this.parts.applications,
      quota: this.parts.accounts.quotaOf(project.id),
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
    const exchange = this.#arrive(undefined, context, undefined);
    return this.parts.departure.leave(exchange, this.#refused(refusal, exchange));
  }

  #refused(refusal: Refusal, exchange: Exchange): Answer {
    const body = refusalBody(refusal, exchange.requestId);
    const problems = refusalProblems(refusal.from, body);
    if (problems.length > 0) this.parts.fault(`The refusal ${refusal.code} breaks openapi.yaml: ${problems.join("; ")}`);
    return { status: problems.length > 0 ? 500 : refusal.status, body, errorCode: refusal.code };
  }

  #arrive(operation: OperationId | undefined, context: RequestContext, fault: string | undefined): Exchange {
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
      fault: fault ?? null,
      committed: false,
    };
  }
}
