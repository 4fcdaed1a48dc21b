import type { GivenStack } from "./scenario-pulumi";

/** Something in the folder before the command runs. */
interface GivenFile {
  path: string;
  bytes: Uint8Array;
}

/** One scenario file: what is given, and what is expected as one text. scenarios/README.md has the rules of the format. */
export interface Scenario {
  /** The part of the file that a person writes, to the letter. */
  given: string;
  /** The command line, without `msgsms`. */
  words: string[];
  environment: Record<string, string>;
  /** Width of the terminal; undefined when the output goes to a pipe. */
  terminal: number | undefined;
  files: GivenFile[];
  folders: string[];
  stdin: Uint8Array;
  /** YAML: the applications that an emulator of the service has; undefined when the run meets no service. */
  service: string | undefined;
  /** What `pulumi` has in the folder; without any there is no `pulumi` but the one on PATH. */
  stacks: GivenStack[];
}

/** What came of a run. */
export interface Outcome {
  stdout: string;
  stderr: string;
  exitCode: number;
  /** Texts of the files that the command wrote, by path. */
  written: ReadonlyMap<string, string>;
}

const expectedParts = /^=== (?:stdout|stderr|exit code|written .+)$/m;

/** @throws Error that names the line which keeps no rule of the format */
export function parseScenario(text: string): Scenario {
  const given = text.slice(0, expectedParts.exec(text)?.index);
  const [head = "", ...parts] = given.split(/^=== /m);
  const scenario: Scenario = {
    given,
    words: [],
    environment: {},
    terminal: undefined,
    files: [],
    folders: [],
    stdin: Buffer.of(),
    service: undefined,
    stacks: [],
  };
  for (const line of head.split("\n").filter((other) => other !== "" && !other.startsWith("#"))) readHead(line, scenario);
  for (const part of parts) readPart(part, scenario);
  if (!/^# .+\n/.test(given)) throw new Error("a scenario begins with # and a line that says what it shows");
  if (!/^\$ msgsms(?: |$)/m.test(head)) throw new Error("a scenario has one line $ msgsms …");
  return scenario;
}

function readHead(line: string, scenario: Scenario): void {
  const [, command, name, value = "", width] = /^(?:\$ msgsms(.*)|env: (\w+)=(.*)|terminal: (\d+))$/.exec(line) ?? [];
  if (command !== undefined) scenario.words = wordsOf(command);
  else if (name !== undefined) scenario.environment[name] = value;
  else if (width !== undefined) scenario.terminal = Number(width);
  else throw new Error(`neither a comment, a command, env nor terminal: ${line}`);
}

/** Words of a command line; quotes hold spaces together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ""),
  );
}

function readPart(part: string, scenario: Scenario): void {
  const end = part.indexOf("\n");
  const [, kind, path = "", forms = ""] =
    /^(file|folder|stdin|service|stack)(?: ([^()]*[^() ]))?(?: \(([^()]*)\))?$/.exec(part.slice(0, end)) ?? [];
  const text = part.slice(end + 1);
  if (kind === "stack" && path !== "" && ["", "selected"].includes(forms)) {
    scenario.stacks.push({ name: path, isSelected: forms !== "", text });
    return;
  }
  const bytes = bytesOf(text, forms);
  if (kind === "file" && path !== "") scenario.files.push({ path, bytes });
  else if (kind === "folder" && path !== "") scenario.folders.push(path);
  else if (kind === "stdin" && path === "") scenario.stdin = bytes;
  else if (kind === "service" && path === "") scenario.service = Buffer.from(bytes).toString();
  else throw new Error(`no part of a scenario: ${part.slice(0, end)}`);
}

/** What a part in brackets does to the text, in this order. */
const transformations: Record<string, (text: string) => string | Uint8Array> = {
  escapes: (text) => text.replaceAll(/\\u([\da-f]{4})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16))),
  "no line break at the end": (text) => text.replace(/\n$/, ""),
  crlf: (text) => text.replaceAll("\n", "\r\n"),
  bom: (text) => `\u{FEFF}${text}`,
  latin1: (text) => Buffer.from(text, "latin1"),
  utf16: (text) => Buffer.from(`\u{FEFF}${text}`, "utf16le"),
};

function bytesOf(text: string, forms: string): Uint8Array {
  const asked = forms === "" ? [] : forms.split(", ");
  const unknown = asked.find((form) => !Object.hasOwn(transformations, form));
  if (unknown !== undefined) throw new Error(`(${unknown}) is none of ${Object.keys(transformations).join(", ")}`);
  let content: string | Uint8Array = text;
  for (const [form, transform] of Object.entries(transformations)) {
    if (asked.includes(form) && typeof content === "string") content = transform(content);
  }
  return typeof content === "string" ? Buffer.from(content) : content;
}

/** The whole scenario file, with this outcome as what is expected. */
export function scenarioWith({ given }: Scenario, { stdout, stderr, exitCode, written }: Outcome): string {
  const streams = [
    { title: "stdout", text: stdout },
    { title: "stderr", text: stderr },
    ...[...written].map(([path, text]) => ({ title: `written ${path}`, text })),
  ];
  const parts = streams
    .filter(({ text, title }) => text !== "" || title.startsWith("written"))
    .map(({ title, text }) => `=== ${title}\n${shown(text)}`);
  return `${given}${parts.join("")}=== exit code\n${exitCode}\n`;
}

/** A text as scenario files have it: one whose last line is not ended says so, and invisible characters stand as escapes. */
function shown(text: string): string {
  const visible = text.replaceAll(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`).join(""),
  );
  return visible === "" || visible.endsWith("\n") ? visible : `${visible}\n(no line break at the end)\n`;
}
