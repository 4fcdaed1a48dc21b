import assert from "node:assert/strict";
import type { ValidateFunction } from "ajv";
import { request } from "undici";
import { type Control, startEmulator, type RunningEmulator, type EmulatorOptions } from "../../../provider/emulator";
import { canonicalRequest, percentEncode, signature, signingDate, stringToSign } from "../../../provider/api/signing";
import * as validators from "../../../schemas/generated/api-validators";
import { chinaProject, europeanProject } from "./projects";

export const internationalProject = "abcdefabcdefabcdefabcdefabcdefab";

const threeSites: EmulatorOptions["projects"] = [
  { id: chinaProject, cloudRegion: "cn-north-4" },
  { id: europeanProject, cloudRegion: "eu-west-101" },
  { id: internationalProject, cloudRegion: "ap-southeast-1" },
];

export interface Call {
  method: string;
  path: string;
  query?: [string, string][];
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Signer {
  accessKey: string;
  secretKey: string;
  date: Date;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  requestId: unknown;
}

/** What goes over the wire: the address after the host, headers and exact body. */
export interface WireRequest {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: string;
}

/** Signs as SDK-GO does: all headers but the content type. */
export function signed(call: Call, signer: Signer): WireRequest {
  const body = call.body === undefined ? "" : typeof call.body === "string" ? call.body : JSON.stringify(call.body);
  const covered = { "x-sdk-date": signingDate(signer.date), ...call.headers };
  const names = Object.keys(covered).sort();
  const query = call.query ?? [];
  const canonical = canonicalRequest({ method: call.method, path: call.path, query, headers: covered, body }, names);
  const proof = signature(stringToSign(canonical, covered["x-sdk-date"]), signer.secretKey);
  const authorization = `SDK-HMAC-SHA256 Access=${signer.accessKey}, SignedHeaders=${names.join(";")}, Signature=${proof}`;
  const encoded = query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&");
  return {
    method: call.method,
    target: call.path.split("/").map(percentEncode).join("/") + (encoded === "" ? "" : `?${encoded}`),
    headers: { "content-type": "application/json", ...covered, authorization },
    body,
  };
}

/** What an answer must be by openapi.yaml, found here without the emulator's own tables. */
function expectedShapes(wire: WireRequest, status: number, body: Record<string, unknown>): [ValidateFunction, unknown][] {
  if (status >= 400) {
    return [[String(body["error_code"]).startsWith("MSGSMS.") ? validators.validateServiceError : validators.validateGatewayError, body]];
  }
  if (wire.method === "POST") return [[validators.validateCreatedApp, body]];
  if (wire.method === "PUT") return [[validators.validateUpdatedApp, body]];
  if (wire.target.includes("/apps-count")) return [[validators.validateAppCount, body]];
  if (/\/apps(\?|$)/.test(wire.target)) {
    return [[validators.validateAppList, body], ...(body["results"] as Record<string, unknown>[]).map(siteShape)];
  }
  return [siteShape(body)];
}

function siteShape(app: Record<string, unknown>): [ValidateFunction, unknown] {
  const address = String(app["app_access_addr"]);
  if (address.includes(".eu-")) return [validators.validateEuropeanSiteApp, app];
  return [address.includes(".cn-") ? validators.validateChinaSiteApp : validators.validateInternationalSiteApp, app];
}

/** Sends the bytes as they are; every answer must be what openapi.yaml says. */
export async function sent(url: string, wire: WireRequest): Promise<Answer> {
  const answer = await request(`${url}${wire.target}`, {
    method: wire.method as "GET",
    headers: wire.headers,
    body: wire.body === "" ? null : wire.body,
  });
  const body = (await answer.body.json()) as Record<string, unknown>;
  assert.equal(answer.headers["content-type"], "application/json");
  for (const [validate, part] of expectedShapes(wire, answer.statusCode, body)) {
    assert.ok(validate(part), `${JSON.stringify(part)}: ${JSON.stringify(validate.errors)}`);
  }
  return { status: answer.statusCode, body, requestId: answer.headers["x-request-id"] };
}

/** An emulator with a clock of its own, a client that signs for it, and the lines in which it blames itself. */
export class TestEmulator {
  now = new Date("2026-03-01T12:00:00Z");
  readonly faults: string[] = [];
  readonly logged: string[] = [];
  #running: RunningEmulator | undefined;

  constructor(private readonly options: EmulatorOptions = {}) {}

  get url(): string {
    assert.ok(this.#running, "the emulator runs");
    return this.#running.url;
  }

  /** The control without HTTP. */
  get inside(): Control {
    assert.ok(this.#running, "the emulator runs");
    return this.#running.control;
  }

  async start(): Promise<this> {
    this.#running = await startEmulator({
      projects: threeSites!,
      quota: 1000,
      clock: () => this.now,
      fault: (line) => this.faults.push(line),
      log: (line) => this.logged.push(line),
      ...this.options,
    });
    return this;
  }

  async stop(): Promise<void> {
    await this.#running?.close();
    this.#running = undefined;
  }

  /** Ends the emulator, and the test with an error if the emulator was at fault anywhere. */
  async end(): Promise<void> {
    await this.stop();
    assert.deepEqual(this.faults, []);
  }

  passes(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds);
  }

  get signer(): Signer {
    return { accessKey: "emulator-access-key", secretKey: "emulator-secret-key", date: this.now };
  }

  call(call: Call): Promise<Answer> {
    return sent(this.url, signed(call, this.signer));
  }

  create(projectId: string, body: unknown): Promise<Answer> {
    return this.call({ method: "POST", path: `/v2/${projectId}/msgsms/apps`, body });
  }

  /** Creates and gives the id. */
  async created(projectId: string, body: unknown): Promise<string> {
    const answer = await this.create(projectId, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return String(answer.body["id"]);
  }

  show(projectId: string, id: string): Promise<Answer> {
    return this.call({ method: "GET", path: `/v2/${projectId}/msgsms/apps/${id}` });
  }

  update(projectId: string, id: string, body: unknown): Promise<Answer> {
    return this.call({ method: "PUT", path: `/v2/${projectId}/msgsms/apps/${id}`, body });
  }

  list(projectId: string, query: Record<string, string> = {}): Promise<Answer> {
    return this.call({ method: "GET", path: `/v2/${projectId}/msgsms/apps`, query: Object.entries(query) });
  }

  /** The names on one page, in order. */
  async names(projectId: string, query: Record<string, string> = {}): Promise<string[]> {
    const answer = await this.list(projectId, query);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return (answer.body["results"] as { app_name: string }[]).map((app) => app.app_name);
  }

  count(projectId: string, region: string): Promise<Answer> {
    return this.call({ method: "GET", path: `/v2/${projectId}/msgsms/apps-count`, query: [["region", region]] });
  }

  /** The control API: status and body. */
  async control(method: "GET" | "POST" | "DELETE", path: string, body?: unknown, headers: Record<string, string> = {}) {
    const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
    const answer = await request(`${this.url}/_emulator${path}`, { method, headers, body: text });
    return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, unknown> };
  }
}

/** Runs the test with an emulator, which is ended in every case. */
export function withEmulator(test: (emulator: TestEmulator) => Promise<void>, options: EmulatorOptions = {}): () => Promise<void> {
  return async () => {
    const emulator = await new TestEmulator(options).start();
    try {
      await test(emulator);
    } finally {
      await emulator.end();
    }
  };
}

/** What came of a call that a fault may strike. */
export interface Outcome {
  /** Undefined where the connection ended before an answer's headers. */
  status?: number;
  /** The whole body as it came; undefined where the connection ended within it. */
  text?: string;
  headers: Record<string, string | string[] | undefined>;
  /** The client's word for how the connection ended. */
  broken?: string;
}

/** Sends a call and takes whatever comes back. */
export async function attempt(emulator: TestEmulator, call: Call): Promise<Outcome> {
  const wire = signed(call, emulator.signer);
  const outcome: Outcome = { headers: {} };
  try {
    const answer = await request(`${emulator.url}${wire.target}`, {
      method: wire.method as "GET",
      headers: wire.headers,
      body: wire.body === "" ? null : wire.body,
    });
    outcome.status = answer.statusCode;
    outcome.headers = answer.headers;
    outcome.text = await answer.body.text();
  } catch (error) {
    outcome.broken = String((error as { code?: unknown }).code);
  }
  return outcome;
}

/** The refusal as status and code. */
export const refusal = (answer: Answer) => `${answer.status} ${String(answer.body["error_code"])}`;
