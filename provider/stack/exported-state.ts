import { inputsWithin, markIn, markKey, outputsWithin, resourceType, type StackState } from "../application";
import { asShown, ForeseenError, message, plain, quoted, shownText, type Shown } from "../messages";
import type { RunPulumi } from "./run-pulumi";

/** Which stack to read, and how to tell that it is the one. */
export interface StackName {
  /** As `pulumi --stack` takes it. */
  stack: string;
  /** URN of the stack's root; an export of another one does not count. Absent where nobody knows it. */
  root?: string;
}

/** The version of exports since 2019, and the one that lists features which it uses (sdk/go/common/apitype/core.go). */
const knownVersions: readonly unknown[] = [3, 4];

const words = (stack: string) => ["stack", "export", "--stack", stack, "--show-secrets=false", "--non-interactive", "--color", "never"];

/**
 * What the state of a stack says of SMS applications, by `pulumi stack export`: it takes no lock, works while a run holds it, and leaves
 * secrets encrypted (ENGINE-28).
 *
 * @throws ForeseenError SMS4007 when there is no `pulumi`, it fails or does not end, or its answer is not the state of this stack
 */
export async function exportedState({ stack, root }: StackName, pulumi: RunPulumi): Promise<StackState> {
  const name = asShown(quoted(stack));
  const command = plain(["pulumi", ...words(stack)].join(" "));
  const { end, stdout, stderr } = await pulumi(words(stack));
  const failed = (told: ConstructorParameters<typeof ForeseenError>[0]) => new ForeseenError(told);
  if (end === "not found") throw failed(message("SMS4007", { what: "noPulumi", values: { stack: name }, do: ["install"] }));
  if (end === "time limit") throw failed(message("SMS4007", { what: "hangs", values: { stack: name }, facts: { command }, do: ["again"] }));
  if (end === "too much") throw failed(message("SMS4007", { what: "tooMuch", values: { stack: name }, facts: { command } }));
  if (end !== 0) {
    // What pulumi says of its failure; its standard output may hold secrets and is never shown.
    const facts = { command, ended: plain(end), said: firstLineOf(stderr) };
    throw failed(message("SMS4007", { what: "failed", values: { stack: name }, facts, do: ["folder"] }));
  }
  const state = stateIn(stdout);
  if (typeof state === "string")
    throw failed(message("SMS4007", { what: state, values: { stack: name }, facts: { command }, do: ["doctor"] }));
  const other = root === undefined ? undefined : otherRoot(state.urns, root);
  if (other === undefined) return state;
  const facts = { "this stack": plain(root ?? ""), exported: asShown(shownText(other, [])) };
  throw failed(message("SMS4007", { what: "otherStack", values: { stack: name }, facts, do: ["folder"] }));
}

function firstLineOf(stderr: string): Shown {
  const [first = ""] = stderr.trim().split("\n");
  return asShown(shownText(first, []));
}

/** What an export says, or what is wrong with it; the parser's own message would repeat the text. */
function stateIn(text: string): (StackState & { urns: string[] }) | "notJson" | "version" {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return "notJson";
    throw error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "notJson";
  const { version, deployment } = value as Record<string, unknown>;
  if (!knownVersions.includes(version)) return "version";
  const { resources, pending_operations: operations } = mappingOf(deployment);
  const listed = listOf(resources);
  const creating = listOf(operations).filter(({ type }) => type === "creating");
  return {
    entries: listed.filter(isManaged).map(entryOf),
    pending: creating
      .map(({ resource }) => mappingOf(resource))
      .filter(isApplication)
      .map(pendingOf),
    urns: listed.map(({ urn }) => String(urn)),
  };
}

type Mapping = Readonly<Record<string, unknown>>;

const isApplication = ({ type }: Mapping) => type === resourceType;

/** One that is only looked up (`SmsApplication.get`) is not managed. */
const isManaged = (resource: Mapping) => isApplication(resource) && resource["external"] !== true && typeof resource["id"] === "string";

function entryOf({ urn, id, inputs, outputs, taint }: Mapping): StackState["entries"][number] {
  const mark = markIn(mappingOf(inputs)[markKey]);
  return {
    urn: String(urn),
    id: String(id),
    outputs: outputsWithin(plainIn(outputs)),
    ...(taint === true ? { isTainted: true } : {}),
    ...(mark === undefined ? {} : { mark }),
  };
}

function pendingOf({ urn, inputs }: Mapping): StackState["pending"][number] {
  const mark = markIn(mappingOf(inputs)[markKey]);
  return { urn: String(urn), inputs: inputsWithin(plainIn(inputs)), ...(mark === undefined ? {} : { mark }) };
}

/** Secrets and other values of the engine's own forms are mappings with this key (sdk/go/common/resource/sig). */
const signatureKey = "4dabf18193072939515e22adb298388d";

const plainIn = (properties: unknown): Mapping =>
  Object.fromEntries(Object.entries(mappingOf(properties)).filter(([, value]) => !holdsSignature(value)));

function holdsSignature(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, signatureKey) || Object.values(value).some(holdsSignature);
}

/** The root of another stack or project among the resources; undefined when all are of this one. */
function otherRoot(urns: readonly string[], root: string): string | undefined {
  const [stack, project] = root.split("::");
  const own = `${stack}::${project}::`;
  return urns.find((urn) => !urn.startsWith(own) || (urn.includes("::pulumi:pulumi:Stack::") && urn !== root));
}

const mappingOf = (value: unknown): Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Mapping) : {};

const listOf = (value: unknown): Mapping[] => (Array.isArray(value) ? value.map(mappingOf) : []);
