import { limits } from "../../../schemas/generated/settings";

/** A value of the small part of YAML that most manifests are written in. */
type PlainValue = string | boolean | PlainValue[] | { [key: string]: PlainValue };

interface Line {
  indent: number;
  text: string;
}

/**
 * Reads the small part of YAML that most manifests are written in: one document of block mappings, with strings, booleans, and lists of
 * strings. It gives undefined for anything else, also for any doubt, and never another value than the `yaml` package (a property test
 * compares the two). It is there for speed: `yaml` takes three quarters of the time of a large validation, and 30 ms to load.
 *
 * @param text without byte order mark
 */
export function readPlainYaml(text: string): unknown {
  if (unusual.test(text)) return undefined;
  const lines = linesOf(text);
  if (lines === undefined || lines[0]?.indent !== 0) return undefined;
  const reader = new Reader(lines);
  const value = reader.mapping(0);
  return reader.isAtEnd ? value : undefined;
}

/** Control characters, which YAML refuses, and byte order marks within the text. */
const unusual = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/;

/** Characters of a line, beyond which `yaml` has rules of its own for keys. */
const longestLine = 1000;

/** Lines that hold something; undefined when one has what only the whole of YAML knows. */
function linesOf(text: string): Line[] | undefined {
  const lines: Line[] = [];
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    if (line.length > longestLine || line.includes("\t") || line.includes("\r")) return undefined;
    let indent = 0;
    while (line.charCodeAt(indent) === space) indent += 1;
    if (indent < line.length && line[indent] !== "#") lines.push({ indent, text: line.slice(indent) });
  }
  return lines;
}

const space = " ".charCodeAt(0);

/** Other white space is a part of a string for YAML. */
const withoutSpaces = (text: string) => text.replaceAll(/^ +| +$/g, "");

// A key that is read as a number, a boolean or null is left to the whole parser.
const entry = /^(?<key>[A-Za-z_][\w.-]*):(?: +(?<rest>[^ ].*?))? *$/;
const special = /^(?:null|true|false|y|n|yes|no|on|off)$/i;
const double = /^"(?<value>[^"\\]*)"(?: +#.*)?$/;
const single = /^'(?<value>[^']*)'(?: +#.*)?$/;
const list = /^\[(?<items>[^[\]{}#]*)\](?: +#.*)?$/;
// Letters first: no indicator of YAML, and no number but an IPv4 address, which is none.
const word = /^(?<value>(?:[A-Za-z_](?:[\w./:@+%=~?&-]*[\w/])?|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}))(?: +#.*)?$/;
/** Levels below which nobody writes a manifest. */
const deepest = 8;

class Reader {
  private position = 0;
  /** Keys and values so far. Beyond the limit the whole reader says so. */
  private values = 0;

  constructor(private readonly lines: readonly Line[]) {}

  get isAtEnd(): boolean {
    return this.position === this.lines.length && this.values <= limits.values;
  }

  /** The mapping whose keys stand at this column. */
  mapping(indent: number, depth = 0): PlainValue | undefined {
    if (depth > deepest) return undefined;
    const value: { [key: string]: PlainValue } = {};
    for (let line = this.next(indent); line !== undefined; line = this.next(indent)) {
      const { key, rest = "" } = entry.exec(line.text)?.groups ?? {};
      if (key === undefined || special.test(key) || key === "__proto__" || Object.hasOwn(value, key)) return undefined;
      this.position += 1;
      this.values += 2;
      const content = rest === "" || rest.startsWith("#") ? this.below(indent, depth) : scalarOrList(rest);
      if (Array.isArray(content)) this.values += content.length;
      if (content === undefined) return undefined;
      value[key] = content;
    }
    return value;
  }

  /** What stands below a key without a value on its line. */
  private below(indent: number, depth: number): PlainValue | undefined {
    const line = this.lines[this.position];
    if (line === undefined) return undefined;
    if (line.text.startsWith("- ")) return line.indent >= indent ? this.sequence(line.indent) : undefined;
    return line.indent > indent ? this.mapping(line.indent, depth + 1) : undefined;
  }

  private sequence(indent: number): PlainValue | undefined {
    const items: PlainValue[] = [];
    for (let line = this.next(indent); line?.text.startsWith("- ") === true; line = this.next(indent)) {
      const item = scalar(withoutSpaces(line.text.slice(2)));
      if (item === undefined) return undefined;
      items.push(item);
      this.position += 1;
    }
    return items;
  }

  /** The next line if it stands at this column. A deeper one is left, so that the end is never reached with it. */
  private next(indent: number): Line | undefined {
    const line = this.lines[this.position];
    return line?.indent === indent ? line : undefined;
  }
}

function scalarOrList(text: string): PlainValue | undefined {
  const items = list.exec(text)?.groups?.["items"];
  if (items === undefined) return scalar(text);
  if (withoutSpaces(items) === "") return [];
  const values = items.split(",").map((item) => scalar(withoutSpaces(item)));
  return values.every((value) => value !== undefined) ? values : undefined;
}

function scalar(text: string): PlainValue | undefined {
  const quoted = (double.exec(text) ?? single.exec(text))?.groups?.["value"];
  if (quoted !== undefined) return quoted;
  const value = word.exec(text)?.groups?.["value"];
  if (value === "true" || value === "false") return value === "true";
  return value === undefined || special.test(value) ? undefined : value;
}
