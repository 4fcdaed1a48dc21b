import { randomUUID } from "node:crypto";
import { listenOnLoopback, type Answer, type HeardRequest, type LoopbackServer } from "./loopback-server";

export interface PulumiCloud extends LoopbackServer {
  /** As `PULUMI_BACKEND_URL` takes it. */
  readonly backend: string;
  readonly env: Record<string, string>;
  /** The exports that were asked for, as `organisation/project/stack`. */
  readonly exported: string[];
  /** Never answers an export while an update holds the stack and has written; what the engine itself asks for comes before that. */
  hangInUpdates(): void;
}

/** Whoever logs in, which is also the default organisation, and another one. */
export const organizations = { own: "erika", other: "acme" } as const;

const token = "pul-only-for-tests";

interface CloudStack {
  state: { version: number; deployment: unknown };
  updates: number;
  /** Id of the update that holds the stack. */
  active: string;
  /** Whether that update has written a checkpoint. */
  isWritten: boolean;
}

/**
 * As much of the Pulumi Cloud's API as `pulumi` needs for stacks with checkpoints and secrets of the service
 * (pkg/backend/httpstate/client/api_endpoints.go). It keeps no journal, and says so when an update starts.
 */
export async function startPulumiCloud(): Promise<PulumiCloud> {
  const stacks = new Map<string, CloudStack>();
  const exports: Exports = { asked: [], hangInUpdates: false };
  const server = await listenOnLoopback((request) => answerTo(request, stacks, exports));
  return {
    ...server,
    backend: `http://${server.address}`,
    env: { PULUMI_ACCESS_TOKEN: token },
    exported: exports.asked,
    hangInUpdates: () => void (exports.hangInUpdates = true),
  };
}

interface Exports {
  asked: string[];
  hangInUpdates: boolean;
}

const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});
const failed = (code: number, message: string) => json({ code, message }, code);

function answerTo(request: HeardRequest, stacks: Map<string, CloudStack>, exports: Exports): Answer | undefined {
  const { authorization = "" } = request.headers;
  if (authorization !== `token ${token}` && !authorization.startsWith("update-token ")) return failed(401, "Unauthorized");
  const [, , kind, organization, project, stack, ...action] = request.path.split("/");
  if (kind === "user") return ofUser(request.path);
  const known = Object.values<string | undefined>(organizations).includes(organization);
  if (kind !== "stacks" || !known) return failed(404, "Not found");
  if (stack === undefined) return ofProject(request, `${organization}/${project}`, stacks);
  const name = `${organization}/${project}/${stack}`;
  const found = stacks.get(name);
  if (found === undefined) return failed(404, "Not found");
  if (action[0] === "export") return ofExport(name, found, exports);
  const told = {
    orgName: organization,
    projectName: project,
    stackName: stack,
    activeUpdate: found.active,
    tags: {},
    version: found.updates,
  };
  return ofStack(request, action, found) ?? json(told);
}

function ofExport(name: string, { state, isWritten }: CloudStack, exports: Exports): Answer | undefined {
  exports.asked.push(name);
  return exports.hangInUpdates && isWritten ? undefined : json(state);
}

function ofUser(path: string): Answer {
  const { own, other } = organizations;
  if (path.endsWith("/default")) return json({ GitHubLogin: own });
  const told = [own, other].map((name) => ({ githubLogin: name, name }));
  return json({ id: "1", githubLogin: own, name: own, email: "", avatarUrl: "", organizations: told, identities: [] });
}

function ofProject({ method, body }: HeardRequest, project: string, stacks: Map<string, CloudStack>): Answer {
  if (method !== "POST") return failed(404, "Not found");
  const { stackName } = JSON.parse(body.toString()) as { stackName: string };
  const name = `${project}/${stackName}`;
  if (stacks.has(name)) return failed(409, "Stack already exists");
  stacks.set(name, { state: { version: 3, deployment: null }, updates: 0, active: "", isWritten: false });
  return json({});
}

/** What is asked of a stack; undefined for the stack itself. */
function ofStack({ body }: HeardRequest, [what = "", id, step = ""]: string[], stack: CloudStack): Answer | undefined {
  const sent = () => JSON.parse(body.toString()) as Record<string, unknown>;
  if (what === "") return undefined;
  if (what.endsWith("crypt")) return json(inSecret(what, sent()));
  if (id === undefined) return json({ updateID: randomUUID() });
  switch (step) {
    case "":
      if (stack.active !== "" && stack.active !== id) return failed(409, "Another update is currently in progress.");
      stack.active = id;
      stack.isWritten = false;
      return json({ version: ++stack.updates, token: id, journalVersion: 0 });
    case "checkpoint": {
      const { version, deployment } = sent();
      stack.state = { version: Number(version), deployment };
      stack.isWritten = true;
      return json({});
    }
    case "cancel":
    case "complete":
      stack.active = "";
      stack.isWritten = false;
      return json({});
    case "renew_lease":
      return json({ token: id });
    default:
      return json({});
  }
}

/** The service's own secrets: whatever it is given, in a form that shows nothing at a glance. Values are bytes, which Go writes in Base64. */
function inSecret(what: string, sent: Record<string, unknown>): unknown {
  const turned = (text: unknown) => Buffer.from(Buffer.from(String(text), "base64").map((byte) => byte ^ 0x55)).toString("base64");
  if (what === "encrypt") return { ciphertext: turned(sent["plaintext"]) };
  if (what === "decrypt") return { plaintext: turned(sent["ciphertext"]) };
  return { plaintexts: Object.fromEntries((sent["ciphertexts"] as string[]).map((text) => [text, turned(text)])) };
}
