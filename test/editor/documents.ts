/** A document with what it teaches: a row of the table that both judges read. */
export interface Row {
  name: string;
  text: string;
  /** What `msgsms validate` marks: the pieces of the text, in order. A piece is given with as much before it, in ⟦⟧, as makes it unique. */
  marked: string[];
  /** What the language server marks instead, as `line:column-line:column`, and why; absent where it marks the same. */
  server?: { ranges: string[]; because: string };
}

const head = "apiVersion: msgsms/v1\nkind: SmsApplications\n";
const applications = (text: string) => `${head}applications:\n${text.replaceAll(/^(?=.)/gm, "  ")}`;
const settings = (text: string) => applications(`a:\n  market: european\n${text.replaceAll(/^(?=.)/gm, "  ")}\n`);
const withDefaults = (defaults: string, entry: string) => `${head}defaults: {${defaults}}\napplications:\n  a: {${entry}}\n`;

const parserRange = "the parser that both use gives the place, and validate narrows it";
const guesses = "the server goes on to check what its parser guessed; validate tells the cause alone";

/** The table. `marked` holds the pieces in the order of their places. */
export const rows: readonly Row[] = [
  { name: "valid", text: settings('name: a\nipWhitelist: [203.0.113.1, "2001:db8::1", "::ffff:203.0.113.9"]'), marked: [] },
  { name: "setting that does not exist", text: settings("name: a\nipWhiteList: []"), marked: ["ipWhiteList"] },
  { name: "key of the manifest that does not exist", text: `${settings("name: a")}owner: me\n`, marked: ["owner"] },
  { name: "include", text: `${settings("name: a")}include: more.yaml\n`, marked: ["include"] },
  { name: "number for a text", text: settings("name: 5"), marked: ["5"] },
  {
    name: "text for a truth value",
    text: applications('a: {market: chinese-mainland, name: a, testSignatureAndTemplate: "no"}\n'),
    marked: ['"no"'],
  },
  {
    name: "text for a list",
    text: settings("name: a\nipWhitelist: 203.0.113.1"),
    marked: ["203.0.113.1"],
  },
  {
    name: "application that is no mapping",
    text: applications("a: 5\n"),
    marked: ["5"],
    server: {
      ranges: ["4:6-4:7", "4:6-4:7", "4:6-4:7"],
      because: "each branch of the schema tells the wrong type in words of its own",
    },
  },
  { name: "value outside the list", text: settings("name: a\ndeletionPolicy: delete"), marked: ["delete"] },
  { name: "market outside the list", text: applications("a: {market: europe, name: a}\n"), marked: ["europe"] },
  { name: "character that the market does not allow", text: settings("name: a-b"), marked: ["a-b"] },
  { name: "quoted value with an emoji", text: settings('name: "a 😀"'), marked: ['"a 😀"'] },
  { name: "too long", text: settings(`name: ${"n".repeat(31)}`), marked: ["n".repeat(31)] },
  { name: "not an address", text: settings("name: a\nipWhitelist:\n  - 203.0.113.1\n  - 10.0.0.0/8"), marked: ["10.0.0.0/8"] },
  { name: "no URL", text: applications('a: {market: chinese-mainland, name: a, uplinkDestination: "ftp://x"}\n'), marked: ['"ftp://x"'] },
  { name: "logical name with a bad character", text: applications("-a: {market: european, name: a}\n"), marked: ["-a"] },
  { name: "no application", text: `${head}applications: {}\n`, marked: ["{}"] },
  {
    name: "other kind of ours",
    text: settings("name: a").replace("SmsApplications", "SmsApplication"),
    marked: ["⟦kind: ⟧SmsApplication"],
  },
  { name: "name missing", text: settings("profile: p"), marked: ["⟦  ⟧a"] },
  { name: "market missing", text: applications("a:\n  name: b\n"), marked: ["⟦  ⟧a"] },
  { name: "market from the defaults", text: withDefaults("market: european", "name: a"), marked: [] },
  { name: "market from the defaults decides on characters", text: withDefaults("market: european", "name: a-b"), marked: ["a-b"] },
  {
    name: "market from the defaults decides which settings exist",
    text: withDefaults("market: european", "name: a, uplinkDestination: b.example"),
    marked: ["uplinkDestination"],
  },
  {
    name: "market from the defaults, international",
    text: withDefaults("market: international", "name: a, testSignatureAndTemplate: true"),
    marked: ["testSignatureAndTemplate"],
  },
  { name: "market from the defaults, mainland", text: withDefaults("market: chinese-mainland", 'name: "a b"'), marked: ['"a b"'] },
  { name: "own market wins over the default", text: withDefaults("market: european", "name: a-b, market: chinese-mainland"), marked: [] },
  { name: "name among the defaults", text: withDefaults("name: x", "name: a, market: european"), marked: ["name"] },
  { name: "setting of another market", text: settings("name: a\nuplinkDestination: a.example"), marked: ["uplinkDestination"] },
  { name: "secret in a manifest", text: settings("name: a\nappSecret: hunter2"), marked: ["appSecret"] },
  {
    name: "setting that acts at creation, with adopt",
    text: applications("a: {market: chinese-mainland, name: a, adopt: by-name, testSignatureAndTemplate: true}\n"),
    marked: ["testSignatureAndTemplate"],
  },
  {
    name: "needs another setting",
    text: applications("a: {market: chinese-mainland, name: a, uplinkSendTime: true}\n"),
    marked: ["uplinkSendTime"],
  },
  {
    name: "the other setting stands in the defaults",
    text: withDefaults("market: chinese-mainland, uplinkDestination: a.example", "name: a, uplinkSendTime: true"),
    marked: [],
  },
  {
    name: "confirmed and not declared",
    text: settings("name: a\nconfirmedInConsole:\n  ipWhitelist: [203.0.113.1]"),
    marked: ["ipWhitelist"],
  },
  {
    name: "confirmed and declared in the defaults",
    text: withDefaults("market: european, ipWhitelist: [203.0.113.1]", "name: a, confirmedInConsole: {ipWhitelist: [203.0.113.1]}"),
    marked: [],
  },
  {
    name: "two problems in one application, flow style",
    text: applications("a: {market: european, name: a-b, deletionPolicy: never}\n"),
    marked: ["a-b", "never"],
  },
  {
    name: "lines that end as on Windows",
    text: settings("name: a-b\ndeletionPolicy: x").replaceAll("\n", "\r\n"),
    marked: ["a-b", "⟦: ⟧x"],
  },
  { name: "byte order mark", text: `\u{FEFF}${settings("name: a-b")}`, marked: ["a-b"] },
  { name: "comments between the lines", text: settings("# über 😀\nname: a-b # {x"), marked: ["a-b"] },
  {
    name: "two documents",
    text: `${applications("a: {market: european, name: a-b}\n")}---\n${applications("b: {market: european, name: c-d}\n")}`,
    marked: ["a-b", "c-d"],
  },
  { name: "alias without an anchor", text: settings("name: *nowhere"), marked: ["*nowhere"] },
  {
    name: "key without a value",
    text: settings("name:"),
    marked: ["name"],
    server: { ranges: ["6:10-6:10"], because: "the server marks the empty place after the colon, validate the key, which can be seen" },
  },
  {
    name: "address twice",
    text: settings("name: a\nipWhitelist: [203.0.113.1, 203.0.113.1]"),
    marked: ["⟦, ⟧203.0.113.1"],
    server: { ranges: ["7:18-7:44"], because: "the server marks the whole list, validate the second one of the two" },
  },
  {
    name: "setting twice",
    text: settings("name: a\nname: b"),
    marked: ["⟦a\n    ⟧name"],
    server: { ranges: ["7:5-7:13"], because: `${parserRange} from key and value to the key` },
  },
  {
    name: "logical name twice",
    text: applications("a: {market: european, name: a}\na: {market: european, name: b}\n"),
    marked: ["⟦}\n  ⟧a"],
    server: { ranges: ["5:3-5:34"], because: `${parserRange} from key and value to the key` },
  },
  {
    name: "logical name twice over documents",
    text: `${applications("a: {market: european, name: a}\n")}---\n${applications("a: {market: european, name: b}\n")}`,
    marked: ["⟦---\napiVersion: msgsms/v1\nkind: SmsApplications\napplications:\n  ⟧a"],
    server: { ranges: [], because: "a schema sees one document only" },
  },
  {
    name: "applications missing",
    text: head,
    marked: ["apiVersion"],
    server: {
      ranges: ["1:1-1:2"],
      because: "at the root the server has no key to mark and takes one character; validate takes the first key",
    },
  },
  {
    name: "slip in a required key",
    text: settings("nmae: a"),
    marked: ["nmae"],
    server: { ranges: ["4:3-4:4", "6:5-6:9"], because: "the server tells also that name is missing; validate takes the slip for it" },
  },
  {
    name: "merge key",
    text: settings("<<: {name: a}"),
    marked: ["<<"],
    server: { ranges: [], because: "the server merges as YAML 1.1 does; a manifest is YAML 1.2, which has no merge keys" },
  },
  {
    name: "tag",
    text: settings("name: !env NAME"),
    marked: ["NAME"],
    server: { ranges: ["6:11-6:21"], because: "the server marks the tag as well" },
  },
  {
    name: "document of another program",
    text: "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n",
    marked: ["Deployment"],
    server: {
      ranges: ["1:1-1:2", "1:13-1:20", "2:7-2:17", "3:1-3:9"],
      because: "the server was told that this is a manifest and checks each key; validate says once that it is none",
    },
  },
  {
    name: "quote that is not closed",
    text: settings("name: 'a"),
    marked: [""],
  },
  {
    name: "tab as indentation",
    text: `${head}applications:\n\ta: {}\n`,
    marked: ["\t"],
    server: { ranges: ["3:14-3:14", "4:1-4:8", "4:2-4:3"], because: guesses },
  },
];
