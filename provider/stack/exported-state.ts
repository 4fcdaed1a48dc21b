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
  const state = stateIn(objectIn(await answerOf(question, pulumi), question));
  if (state === undefined) throw unusable("version", question);
  const other = root === undefined ? undefined : otherRoot(state.urns, root);
  if (other === undefined) return state;
  const facts = { "this stack": plain(root ?? ""), exported: asShown(shownText(other, [])) };
  throw new ForeseenError(message("SMS4007", { what: "otherStack", values: { stack: asShown(quoted(stack)) }, facts, do: ["folder"] }));
}

/** What an export says; undefined for one of a version that is not known. */
function stateIn({ version, deployment }: Mapping): (StackState & { urns: string[] }) | undefined {
  if (!knownVersions.includes(version)) return undefined;
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

function entryOf({ urn, id, parent, inputs, outputs, initErrors, taint }: Mapping): StackState["entries"][number] {
  const mark = markIn(mappingOf(inputs)[markKey]);
  return {
    urn: String(urn),
    id: String(id),
    ...(typeof parent === "string" ? { parent } : {}),
    outputs: outputsWithin(plainIn(outputs)),
    ...(Array.isArray(initErrors) && initErrors.length > 0 ? { initErrors: initErrors.map(String) } : {}),
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
