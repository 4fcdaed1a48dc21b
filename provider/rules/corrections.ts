import { asItLooks } from "./lookalikes";

/** Spaces around, quotes within quotes, and what a list leaves at the end. */
function cleaned(text: string): string {
  const looks = asItLooks(text).trim();
  const inner = /^(["'`])(.*)\1$/su.exec(looks)?.[2]?.trim() ?? looks;
  return inner.replace(/[,;]+$/, "").trim();
}

/** A correction repeats its value, and a URL has secrets in its query; of one that must be an address only the host is repeated. */
const mayHoldSecret = (text: string, subject: Subject) =>
  subject === "url" ? text.includes("?") : subject !== "address" && text.includes("://");

/** Longer than any setting: nothing of it is tried. */
const longest = 300;

/** What a rule is about; each kind has slips of its own. */
export type Subject = "choice" | "url" | "address" | "word";

const slips: Readonly<Record<Subject, (text: string) => string[]>> = {
  choice: (text) => [text.toLowerCase()],
  url: urls,
  address: addresses,
  word: words,
};

/**
 * What a string was probably meant to be, if that keeps the rule.
 *
 * @param keeps whether a candidate keeps the rule
 */
export function corrected(text: string, subject: Subject, keeps: (candidate: string) => boolean): string | undefined {
  if (text.length > longest || mayHoldSecret(text, subject)) return undefined;
  const clean = cleaned(text);
  const candidates = [clean, ...slips[subject](clean)];
  return candidates.find((candidate) => candidate !== text && candidate !== "" && keeps(candidate));
}

/** A user name and a password before the host go. */
function urls(text: string): string[] {
  const slashes = text.replaceAll("\\", "/");
  const rest = slashes.replace(/^(?:h?t{1,3}p?s?|[a-z]*http[a-z]*)?[:;]?\/+/i, "").replace(/^[^/@]*@/, "");
  if (rest === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(rest)) return [];
  const scheme = /^http:/i.test(slashes) ? "http" : "https";
  return [`${scheme}://${rest}`, hrefOf(`${scheme}://${rest}`)];
}

/** As browsers write it: host names and paths in ASCII, spaces as `%20`. */
function hrefOf(text: string): string {
  return URL.canParse(text) ? new URL(text).href : "";
}

/** One address, of what has a port, a zone, brackets, a mask or another one beside it. A network gives its first address of a host. */
function addresses(text: string): string[] {
  const host = text.includes("://") && URL.canParse(text) ? new URL(text).hostname : text;
  const bare = host.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/%.*$/, "");
  const first = bare.replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/, "$1").split(/[\s,;]+|-|\/(?!\/)/)[0] ?? "";
  const number = (part: string) => String(Number(part));
  const four = first.replace(/(?:\.(?:\*|x))+$/i, (wild) => ".0".repeat(wild.length / 2));
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(four)?.slice(1).map(number);
  if (octets === undefined) return [isNetwork(bare) && first.endsWith("::") ? `${first}1` : first];
  return octets[3] === "0" && (isNetwork(bare) || four !== first) ? [[...octets.slice(0, 3), "1"].join(".")] : [octets.join(".")];
}

const isNetwork = (text: string) => /\/(?:[0-9]|[1-9][0-9]|1[0-2][0-9])$/.test(text) || /-/.test(text);

/** Whether a text stands for several addresses. */
export const isRange = (text: string): boolean => /^[\da-f:.]+(?:\/\d+|\s*-\s*[\da-f:.]+)$|\.[*x](?:\.[*x])*$/i.test(text.trim());

/** A name with an underscore in the place of what it may not have; accents go. Nothing for one that would lose half of itself. */
function words(text: string): string[] {
  const plainLetters = text.normalize("NFD").replaceAll(/\p{M}/gu, "");
  const name = plainLetters.replaceAll(/[^A-Za-z0-9_]+/g, "_").replaceAll(/^_+|_+$/g, "");
  const kept = name.replaceAll("_", "").length;
  return kept * 2 < [...plainLetters].length ? [] : [plainLetters, plainLetters.replaceAll(/\s+/g, "_"), name, name.replaceAll("_", "-")];
}
