import { inputsWithin, markIn, markKey, outputsWithin, resourceType, type StackState } from "../application";
import { asShown, ForeseenError, message, plain, quoted, shownText } from "../messages";
import { answerOf, objectIn, unusable } from "./pulumi-answer";
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
  const question = { stack, words: words(stack) };
  const exported = exportIn(objectIn(await answerOf(question, pulumi), question));
  if (typeof exported === "string") throw unusable(exported, question);
  const other = root === undefined ? undefined : exported.resources.find(({ urn }) => isOfAnother(urn, root));
  if (other === undefined) return stateOf(exported);
  const facts = { "this stack": plain(root ?? ""), exported: asShown(shownText(other.urn, [])) };
  throw new ForeseenError(message("SMS4007", { what: "otherStack", values: { stack: asShown(quoted(stack)) }, facts, do: ["folder"] }));
}

type Mapping = Readonly<Record<string, unknown>>;

/** Each resource of a state has these two (sdk/go/common/apitype/core.go). */
type Resource = Mapping & { urn: string; type: string };

interface Export {
  resources: Resource[];
  /** What a run was creating. */
  creating: Resource[];
}

/** What an export holds, or what is wrong with it. */
function exportIn({ version, deployment }: Mapping): Export | "version" | "notState" {
  if (!knownVersions.includes(version)) return "version";
  // A stack that nothing has been deployed to has none.
  const parts = deployment ?? {};
  if (!isMapping(parts)) return "notState";
  const { resources, pending_operations: operations } = parts;
  const [listed, pending] = [listOf(resources), listOf(operations)];
  if (!listed?.every(isResource) || !pending?.every(isOperation)) return "notState";
  return { resources: listed, creating: pending.filter(({ type }) => type === "creating").map(({ resource }) => resource) };
}

/** Only what is asked of a state, so that the rest of a large one is not kept for the length of the run. */
const stateOf = ({ resources, creating }: Export): StackState => ({
  entries: resources.filter(isManaged).map(entryOf),
  pending: creating.filter(isApplication).map(pendingOf),
});

const isApplication = ({ type }: Resource) => type === resourceType;

/** One that is only looked up (`SmsApplication.get`) is not managed. */
const isManaged = (resource: Resource): resource is Resource & { id: string } =>
  isApplication(resource) && resource["external"] !== true && typeof resource["id"] === "string";

function entryOf({ urn, id, parent, inputs, outputs, initErrors, taint }: Resource & { id: string }): StackState["entries"][number] {
  const mark = markIn(mappingOf(inputs)[markKey]);
  return {
    urn,
    id,
    ...(typeof parent === "string" ? { parent } : {}),
    outputs: outputsWithin(plainIn(outputs)),
    ...(Array.isArray(initErrors) && initErrors.length > 0 ? { initErrors: initErrors.map(String) } : {}),
    ...(taint === true ? { isTainted: true } : {}),
    ...(mark === undefined ? {} : { mark }),
  };
}

function pendingOf({ urn, inputs }: Resource): StackState["pending"][number] {
  const mark = markIn(mappingOf(inputs)[markKey]);
  return { urn, inputs: inputsWithin(plainIn(inputs)), ...(mark === undefined ? {} : { mark }) };
}

/** Secrets and other values of the engine's own forms are mappings with this key (sdk/go/common/resource/sig). */
const signatureKey = "4dabf18193072939515e22adb298388d";

const plainIn = (properties: unknown): Mapping =>
  Object.fromEntries(Object.entries(mappingOf(properties)).filter(([, value]) => !holdsSignature(value)));

function holdsSignature(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, signatureKey) || Object.values(value).some(holdsSignature);
}

/** Whether a resource is of another stack or project, or is the root of one. */
function isOfAnother(urn: string, root: string): boolean {
  const [stack, project] = root.split("::");
  return !urn.startsWith(`${stack}::${project}::`) || (urn.includes("::pulumi:pulumi:Stack::") && urn !== root);
}

const isMapping = (value: unknown): value is Mapping => typeof value === "object" && value !== null && !Array.isArray(value);

const mappingOf = (value: unknown): Mapping => (isMapping(value) ? value : {});

/** An absent list is an empty one; undefined for what is no list. */
const listOf = (value: unknown): unknown[] | undefined => (Array.isArray(value ?? []) ? ((value ?? []) as unknown[]) : undefined);

const isResource = (value: unknown): value is Resource =>
  isMapping(value) && typeof value["urn"] === "string" && typeof value["type"] === "string";

const isOperation = (value: unknown): value is Mapping & { type: string; resource: Resource } =>
  isMapping(value) && typeof value["type"] === "string" && isResource(value["resource"]);
