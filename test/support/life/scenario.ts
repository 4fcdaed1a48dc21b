import Ajv, { type ErrorObject } from "ajv";
import { closest, distance } from "fastest-levenshtein";
import { Document, isMap, isNode, isScalar, LineCounter, parseDocument, Scalar, visit } from "yaml";
import { outputNames, settingNames } from "../../../provider/application";
import type { FaultPlan } from "../../../provider/emulator";
import schema from "../../life/scenarios/scenario.schema.json";

/** Values by logical name. */
export type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What happens outside of the provider, in the order of these keys. */
export interface Event {
  seed?: readonly Readonly<Record<string, unknown>>[];
  quota?: number;
  console?: readonly Readonly<Record<string, unknown> & { application: string }>[];
  stateFolder?: "unusable" | "unreadable";
  unreachable?: boolean;
  pulumi?: Pulumi;
  faults?: readonly FaultPlan[];
  declare?: Resources;
  /** Seconds. */
  wait?: number;
}

export type Step =
  | "preview"
  | "preview --replace"
  | "up"
  | "apply"
  | "refresh"
  | "remove"
  | "up, killed before the service acts"
  | "up, killed after the service acted"
  | "up, cut off elsewhere before the service acts"
  | "up, cut off elsewhere after the service acted";

/** Why `pulumi stack export` gives nothing. */
export type Pulumi = "not found" | "fails" | "time limit" | "too much" | "no JSON" | "newer version" | "another stack";

/** One scenario file; scenarios/README.md and scenario.schema.json say what each part is. */
export interface Scenario extends Event {
  shows: string;
  state?: Resources;
  configuration?: { preflight?: "required"; profiles?: Readonly<Record<string, string>> };
  meanwhile?: Event & { after: string };
  declaredIn?: "program" | "manifest";
  /** What the program does beyond declaring; only then it is run. */
  program?: { credentials?: readonly string[]; options?: Resources; overrides?: Resources };
  do: Step | readonly (Step | Event)[];
}

/** What came of a scenario, in the words of its file. */
export interface Outcome {
  said: string;
  /** Time that the provider let pass; absent for none. */
  waited?: string;
  requests: string[];
  exists: string[];
  stack: string[];
}

/** What the state can hold of an application: its id, inputs and outputs. */
const held = Object.fromEntries(["id", ...settingNames, ...outputNames].map((name) => [name, {}]));
const state = { type: "object", additionalProperties: { type: "object", additionalProperties: false, properties: held } };

const validate = new Ajv({ allErrors: true, verbose: true, strict: false }).compile<Scenario>({
  ...schema,
  properties: { ...schema.properties, state },
});

/** @throws Error that names the file, the line and the slip */
export function parseScenario(text: string, file: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) throw new Error(`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`);
  const value: unknown = document.toJS();
  if (validate(value)) return value;
  const slips = (validate.errors ?? []).filter(({ keyword }) => keyword !== "if");
  throw new Error(slips.map((slip) => `${file}:${lines.linePos(placeOf(slip, document)).line}: ${wordsOf(slip)}`).join("\n"));
}

function placeOf({ instancePath, params }: ErrorObject, document: Document): number {
  const path = instancePath.split("/").slice(1);
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  const stray: unknown = params["additionalProperty"];
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === stray) : undefined;
  const place = pair === undefined ? node : pair.key;
  return isNode(place) ? (place.range?.[0] ?? 0) : 0;
}

function wordsOf({ instancePath, params, message, parentSchema }: ErrorObject): string {
  const where = instancePath.slice(1).replaceAll("/", ".");
  const at = where === "" ? "" : `${where}: `;
  const stray: unknown = params["additionalProperty"];
  if (typeof stray === "string")
    return `${at}${stray} is not a key here${meant(stray, Object.keys(parentSchema?.["properties"] as object))}`;
  const allowed: unknown = params["allowedValues"];
  return `${at}${message ?? ""}${Array.isArray(allowed) ? `: ${allowed.join("; ")}` : ""}`;
}

function meant(slip: string, known: string[]): string {
  const near = closest(slip, known);
  return distance(slip, near) <= 3 ? `; ${near} is` : `: ${known.join(", ")}`;
}

const expected = /^expect:/m;

/** The whole scenario file, with this outcome as what is expected; the part that a person writes stays to the letter. */
export function scenarioWith(text: string, outcome: Outcome): string {
  const given = text.slice(0, expected.exec(text)?.index);
  const document = new Document({ expect: outcome });
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.value === "said" && isScalar(value)) value.type = Scalar.BLOCK_LITERAL;
    },
  });
  return `${given.trimEnd()}\n${document.toString({ lineWidth: 0, flowCollectionPadding: false })}`;
}
