import { message, plain, type DiagnosticCode, type Message } from "../messages";
import { manifestHead, oneApplication } from "./document/right-lines";
import { contentsOf } from "./slips";
import type { SourceText } from "./source-text";

/** A text that is not what it was given for: one problem for all of it. */
export interface OtherText {
  told: Message<DiagnosticCode>;
  /** Indexes of the body. */
  start: number;
  end: number;
  /** Whether it may be shown: not what is encrypted, or of another program. */
  isShown: boolean;
}

/**
 * Finds out a text that no reader of YAML can take: with marks of an unfinished merge, a template, an encrypted file, or another format.
 * It is asked of texts that have errors only.
 *
 * @param shown the text as frames may show it
 */
export function otherText(source: SourceText, shown: () => string): OtherText | undefined {
  return conflict(source.body, shown) ?? encrypted(source.body) ?? otherFormat(source.body) ?? template(source.body);
}

const marker = /^(?:<{7}|>{7}|\|{7})(?: .*)?\r?$|^={7}\r?$/m;

function conflict(text: string, shown: () => string): OtherText | undefined {
  const found = marker.exec(text);
  if (found === null) return undefined;
  const [start, line] = [found.index, text.slice(0, found.index).split("\n").length];
  const lines = shown().split("\n");
  const side = lines.slice(line);
  const length = side.findIndex((one) => marker.test(one));
  const right = [...lines.slice(0, line - 1).slice(-2), ...side.slice(0, Math.max(0, length))]
    .slice(0, 3)
    .map((one) => plain(one.trimEnd()));
  const told = message("SMS1122", { facts: { right }, do: ["resolve"] });
  return { told, start, end: start + found[0].trimEnd().length, isShown: true };
}

const encryptions = [
  { program: "SOPS", sign: /\bENC\[AES256_GCM,data:/, way: "sops" },
  { program: "Ansible Vault", sign: /^\$ANSIBLE_VAULT;|:\s+!vault\b/m, way: "vault" },
  { program: "eyaml", sign: /\bENC\[PKCS7,/, way: "decrypt" },
  { program: "age", sign: /^-----BEGIN AGE ENCRYPTED FILE-----|^age-encryption\.org\/v1/m, way: "decrypt" },
  { program: "PGP", sign: /^-----BEGIN PGP MESSAGE-----/m, way: "decrypt" },
] as const;

function encrypted(text: string): OtherText | undefined {
  for (const { program, sign, way } of encryptions) {
    const found = sign.exec(text);
    if (found === null) continue;
    const told = message("SMS1124", { values: { program: plain(program) }, facts: { right: manifestHead }, do: [way] });
    return { told, start: found.index, end: found.index + found[0].length, isShown: false };
  }
  return undefined;
}

const formats: readonly { format: string; sign: RegExp }[] = [
  { format: "an HTML page", sign: /^\s*<(?:!doctype|html)\b/i },
  { format: "XML", sign: /^\s*<\?xml\b/i },
  { format: "a pointer of Git LFS", sign: /^version https:\/\/git-lfs\./ },
  { format: "a patch", sign: /^@@ -\d+/m },
  { format: "Markdown with a block of YAML", sign: /^ {0,3}(?:```|~~~)/m },
  { format: "a key or certificate", sign: /^-----BEGIN [A-Z ]+-----/m },
  { format: "a file of variables", sign: /^(?:[^\S\n]*(?:#.*)?\n)*(?:export )?[A-Z][A-Z0-9_]*=/ },
  { format: "TOML or INI", sign: /^\[["A-Za-z][\w."-]*\][^\S\n]*$/m },
  { format: "Terraform", sign: /^[^\S\n]*(?:resource|module|provider|variable|output|terraform|data|locals)\b[^:{\n]*\{[^\S\n]*$/m },
  { format: "a program", sign: /^(?:import .*\bfrom |import \w+\r?$|(?:export )?const \w+ *=|#include\b|package \w+\r?$)/m },
];

function otherFormat(text: string): OtherText | undefined {
  const found = formats.find(({ sign }) => sign.test(text));
  if (found === undefined) return undefined;
  const told = message("SMS1125", { values: { format: plain(found.format) }, facts: { right: manifestHead }, do: ["yaml", "path"] });
  return { told, start: 0, end: 0, isShown: false };
}

/** In YAML a bracket of a template at the start of a key or a value is a bracket of YAML; in quotes it is a placeholder (SMS1206). */
const templates = [
  { engine: "ytt", sign: /(?:^|\s)#@ *(?:data|load|if|for|def|end|overlay|ytt)\b|: +#@ / },
  { engine: "Helm or Go", sign: /\{\{-?\s*\.[A-Za-z]|\{\{-?\s*(?:include|tpl|range|with|end|define|block|template|toYaml)\b/ },
  { engine: "Jinja", sign: /^\s*(?:- +)?\{[%#]|:\s+\{%/ },
  { engine: "ERB or EJS", sign: /<%/ },
  { engine: "FreeMarker", sign: /^\s*<\/?#\w/ },
  { engine: "Go, Jinja or Mustache", sign: /(?:^|[:,[{]\s|-\s|^)\s*\{\{/ },
] as const;

function template(text: string): OtherText | undefined {
  for (const { start, end, lineEnd } of contentsOf(text)) {
    const [line, whole] = [text.slice(start, end), text.slice(start, lineEnd)];
    if (!/\{[{%#]|<[%#/]|#@/.test(whole)) continue;
    const found = templates.find(({ engine, sign }) => sign.test(engine === "ytt" ? whole : line));
    if (found === undefined) continue;
    const first = start + whole.search(/\S/);
    const told = message("SMS1123", { values: { engine: plain(found.engine) }, facts: { right: oneApplication }, do: ["render"] });
    return { told, start: first, end: start + whole.trimEnd().length, isShown: true };
  }
  return undefined;
}
