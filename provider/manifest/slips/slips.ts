import { settings } from "../../../schemas/generated/settings";
import { asShown, message, plain, type DiagnosticCode, type Message, type Shown } from "../../messages";
import { asItLooks, escaped } from "../../rules";
import { Bounded, type Unshown } from "../bounded";
import { diagnosticAt, placeText, type Diagnostic } from "../diagnostic";
import { SourceText } from "../source-text";
import { Mending } from "./mending";
import { missingSpaces, type MissingSpace } from "./missing-spaces";
import { strangeCharacters, turningCharacters, type StrangeCharacters } from "./strange-characters";

/** Slips of the hand or of an editor that make YAML mean something else, and the text as it was meant. */
interface Slips {
  diagnostics: Diagnostic[];
  unshown: Unshown;
  /** The same text without them: what else is wrong with it is found there. */
  mended: SourceText;
}

/** Finds what a person who looks at the text does not see, or takes for right; undefined when there is nothing of it. */
export function slipsIn(source: SourceText, file: string): Slips | undefined {
  const strange = strangeCharacters(source.body);
  const visible = new Mending(source.body, strange);
  const spaces = missingSpaces(visible.text);
  if (strange.length + spaces.length === 0) return undefined;
  const whole = new Mending(visible.text, spaces);
  const mended = new SourceText(source.text, { text: whole.text, before: (index) => visible.before(whole.before(index)) });
  const inBody = spaces.map((space) => ({ ...space, from: visible.before(space.from), to: visible.before(space.to) }));
  const { diagnostics, unshown } = strangeDiagnostics(strange, source, file);
  return { diagnostics: [...diagnostics, ...spaceDiagnostics(inBody, source, file)], unshown, mended };
}

/** Characters that turn the text around them, which are refused even where the text means what it should. */
export const turningSlips = (source: SourceText, file: string): Bounded => strangeDiagnostics(turningCharacters(source.body), source, file);

function strangeDiagnostics(all: readonly StrangeCharacters[], source: SourceText, file: string): Bounded {
  const groups = new Map<string, [StrangeCharacters, ...StrangeCharacters[]]>();
  for (const one of all) {
    const group = groups.get(alike(one));
    if (group === undefined) groups.set(alike(one), [one]);
    else group.push(one);
  }
  const found = new Bounded();
  for (const group of groups.values()) found.add("error", () => strangeDiagnostic(group, source, file));
  return found;
}

function strangeDiagnostic([first, ...others]: [StrangeCharacters, ...StrangeCharacters[]], source: SourceText, file: string): Diagnostic {
  const range = source.range(first.start, first.end);
  const also = placesOf(others, source, file);
  // A space that is to be written shows nothing, and what is to be removed leaves nothing.
  const suggestion = first.meant.trim() === "" ? {} : { suggestion: first.meant };
  return diagnosticAt(strangeMessage(first, source, also), { file, range, path: [], ...suggestion });
}

/** One that is written in many places is one slip. */
const alike = ({ kind, name, text }: StrangeCharacters) => (kind === "letter" ? text : name);

function strangeMessage(found: StrangeCharacters, source: SourceText, also: readonly Shown[]): Message<DiagnosticCode> {
  const { kind, at, text, meant } = found;
  const { line, column } = source.range(at, at).start;
  const facts = { also };
  const values = {
    character: asShown(found.name),
    column: plain(column),
    text: asShown(`"${escaped(text)}"`),
    meant: plain(meant),
  };
  const instead = asShown(found.instead === '"' ? `'"'` : `"${found.instead}"`);
  if (kind === "letter" || kind === "sign") return message("SMS1120", { what: kind, values: { ...values, instead }, facts, do: ["write"] });
  const atLineEnd =
    (source
      .line(line)
      ?.slice(column - 1)
      .trim() ?? "") === "";
  if (kind === "space") return message("SMS1120", { what: "space", values, facts, do: [atLineEnd ? "remove" : "space"] });
  return message("SMS1120", { what: kind, values, facts, do: ["remove"] });
}

/** All of a file are one problem: whoever writes one, writes all like this. */
function spaceDiagnostics(all: readonly MissingSpace[], source: SourceText, file: string): Diagnostic[] {
  const [first, ...others] = all;
  if (first === undefined) return [];
  const { key, from, to } = first;
  const secret = isSecret(key);
  const written = source.body.slice(from, to);
  const right = all.slice(0, 3).map((one) => lineOf(one, source));
  const facts = {
    right,
    also: placesOf(
      others.map((one) => ({ start: one.from })),
      source,
      file,
    ),
  };
  const told = message("SMS1121", { values: { key: plain(key) }, facts, do: ["space"] });
  const suggestion = secret ? {} : { suggestion: asItLooks(written).replace(/^(\w+)\s*[:=]\s*/, "$1: ") };
  return [diagnosticAt(told, { file, range: source.range(from, to), path: [], ...suggestion })];
}

const isSecret = (key: string) => Object.hasOwn(settings, key) && settings[key as keyof typeof settings].secret;

/** As it should be written. */
function lineOf({ key, from, to }: MissingSpace, source: SourceText): Shown {
  const value = asItLooks(source.body.slice(from + key.length, to)).replace(/^\s*[:=]\s*/, "");
  return isSecret(key) ? asShown(`${key}: ***`) : plain(`${key}: ${value}`);
}

const mostPlaces = 3;

/** Where else the same stands. */
function placesOf(all: readonly { start: number }[], source: SourceText, file: string): Shown[] {
  const places = all.slice(0, mostPlaces).map(({ start }) => plain(placeText(file, source.range(start, start))));
  return all.length <= mostPlaces ? places : [...places, plain(`and ${all.length - mostPlaces} more`)];
}
