import type { Problem } from "../../rules";
import { asShown, message, stars, withoutUrlPasswords } from "../../messages";
import { settingOf } from "../document-path";
import type { SourceText, Span } from "../source-text";

/** Keys whose value may be a secret, also when the key itself is a mistake. */
export const secretKey = /secret|password|passwd|token|credential|app_?key/i;

/** An unknown key that names a secret is reported as a secret: the slip matters less than what stands in the file. */
export function plainSecrets(problems: readonly Problem[]): Problem[] {
  return problems.map((problem): Problem => {
    const { code, path, target, absent } = problem;
    if (code !== "SMS1001" || !secretKey.test(String(path.at(-1))) || (absent !== undefined && !secretKey.test(absent))) return problem;
    const values = { setting: asShown(settingOf(path)) };
    return { ...message("SMS1112", { what: "unknown", values, do: ["remove"] }), path, target };
  });
}

/**
 * The text as code frames may show it: each secret starred at the same length, so that columns stay.
 *
 * @param spans where the parser found secrets, in what it read
 * @param whole false when the text did not parse; then all lines that look like one are starred
 */
export function shownText(source: SourceText, spans: readonly Span[], whole: boolean): string {
  const text = source.body;
  const known = spans
    .map(([start, end]): Span => [source.inBody(start), source.inBody(end)])
    .sort(([left], [right]) => left - right)
    .reduce(
      ({ done, at }, [start, end]) =>
        start < at ? { done, at } : { done: done + text.slice(at, start) + stars(text.slice(start, end)), at: end },
      { done: "", at: 0 },
    );
  const shown = withoutUrlPasswords(known.done + text.slice(known.at));
  return whole ? withoutSecretComments(shown) : withoutSecretLines(shown, source.parsed);
}

/** Stars what a comment says after a key that names a secret: somebody may have moved a setting there. */
function withoutSecretComments(text: string): string {
  if (!text.includes("#")) return text;
  return text
    .split("\n")
    .map((line) => {
      const hash = line.indexOf("#");
      const end = hash < 0 ? undefined : endOfSecretKey(line, hash);
      return end === undefined || !/[:=]/.test(line[end - 1] ?? "") ? line : line.slice(0, end) + stars(line.slice(end));
    })
    .join("\n");
}

/** Where the first key that names a secret ends, with its quote and colon. Walks over the line once. */
function endOfSecretKey(line: string, from = 0): number | undefined {
  const found = secretKey.exec(line.slice(from));
  if (found === null) return undefined;
  const rest = /[\w-]*["']?\s*[:=]?/y;
  rest.lastIndex = from + found.index + found[0].length;
  rest.exec(line);
  return rest.lastIndex;
}

/**
 * Stars what follows a secret's key on its line, the next line when nothing follows, and all deeper lines below.
 *
 * @param parsed the same lines as the parser read them: a key that only looks like that of a secret is one there
 */
function withoutSecretLines(text: string, parsed: string): string {
  const meant = parsed.split("\n");
  let secretBelow: number | undefined;
  let next = false;
  return text
    .split("\n")
    .map((line, number) => {
      if (line.trim() === "") return line;
      const indent = line.length - line.trimStart().length;
      const inside = next || (secretBelow !== undefined && indent > secretBelow);
      next = false;
      if (inside) return stars(line);
      secretBelow = undefined;
      const end = endOfSecretKey(line) ?? (secretKey.test(meant[number] ?? "") ? 0 : undefined);
      if (end === undefined) return line;
      const [head, tail] = [line.slice(0, end), line.slice(end)];
      secretBelow = indent;
      next = tail.trim() === "";
      return head + stars(tail);
    })
    .join("\n");
}
