/** A character that is not what it looks like: another is meant, or none. */
interface Lookalike {
  kind: "space" | "invisible" | "turning" | "sign" | "letter";
  /** `U+00A0 (no-break space)` */
  name: string;
  /** What a person who sees it takes it for; empty when nothing is seen. */
  instead: string;
}

/** Letters by the Latin one that they look like, of the alphabets that keyboards and pages mix into texts. */
const letters: Readonly<Record<string, string>> = {
  A: "АΑᎪ",
  B: "ВΒᏴ",
  C: "СϹᏟ",
  D: "Ꭰ",
  E: "ЕΕᎬ",
  F: "Ϝ",
  G: "ԌᏀ",
  H: "НΗᎻ",
  I: "ІΙӀ",
  J: "ЈͿᎫ",
  K: "КΚᏦ",
  L: "Ꮮ",
  M: "МΜᎷ",
  N: "Ν",
  O: "ОΟՕ",
  P: "РΡᏢ",
  Q: "Ԛ",
  S: "ЅՏᏚ",
  T: "ТΤᎢ",
  U: "Ս",
  V: "ѴᏙ",
  W: "ԜᎳ",
  X: "ХΧ",
  Y: "ҮΥ",
  Z: "ΖᏃ",
  a: "аαɑ",
  b: "Ьβ",
  c: "сϲ",
  d: "ԁ",
  e: "еҽ",
  f: "ք",
  g: "ɡց",
  h: "һհ",
  i: "іιıɩ",
  j: "јϳ",
  k: "кκ",
  l: "ӏ",
  m: "м",
  n: "пոη",
  o: "оοօσ",
  p: "рρ",
  q: "ԛզ",
  r: "гɾ",
  s: "ѕ",
  t: "тτ",
  u: "иսυʋ",
  v: "ѵν",
  w: "ԝѡω",
  x: "хχ",
  y: "уүγ",
  z: "ᴢ",
};

/** Signs by the one of ASCII that YAML means; those of full width are found by their compatibility (NFKC). */
const signs: Readonly<Record<string, string>> = {
  '"': "“”„‟«»″＂",
  "'": "‘’‚‛‹›′´",
  "-": "‐‑‒–—―−﹣",
  ":": "∶꞉ː",
  ",": "、،，",
  ".": "。․",
  ";": ";؛",
  "/": "⁄∕",
  "[": "【〔「",
  "]": "】〕」",
  "#": "♯",
  "*": "∗",
  "~": "∼",
};

const byLookalike = (table: Readonly<Record<string, string>>) =>
  new Map(Object.entries(table).flatMap(([meant, alike]) => [...alike].map((character) => [character, meant] as const)));

let tables: { letters: ReadonlyMap<string, string>; signs: ReadonlyMap<string, string> } | undefined;

const names: Readonly<Record<number, string>> = {
  0x85: "next line",
  0xa0: "no-break space",
  0xad: "soft hyphen",
  0x200b: "zero width space",
  0x200c: "zero width non-joiner",
  0x200d: "zero width joiner",
  0x200e: "left-to-right mark",
  0x200f: "right-to-left mark",
  0x2011: "non-breaking hyphen",
  0x2013: "en dash",
  0x2014: "em dash",
  0x2018: "left single quotation mark",
  0x2019: "right single quotation mark",
  0x201c: "left double quotation mark",
  0x201d: "right double quotation mark",
  0x2028: "line separator",
  0x2029: "paragraph separator",
  0x202a: "left-to-right embedding",
  0x202b: "right-to-left embedding",
  0x202c: "pop directional formatting",
  0x202d: "left-to-right override",
  0x202e: "right-to-left override",
  0x202f: "narrow no-break space",
  0x2060: "word joiner",
  0x2066: "left-to-right isolate",
  0x2067: "right-to-left isolate",
  0x2068: "first strong isolate",
  0x2069: "pop directional isolate",
  0x3000: "ideographic space",
  0xfeff: "byte order mark",
};

const kindNames = { space: "a space", invisible: "invisible", turning: "turns text around", sign: "a sign", letter: "a letter" } as const;
const alphabets = ["Cyrillic", "Greek", "Armenian", "Cherokee", "Latin"] as const;

const space = /^[\p{Z}\u0085\u2800]$/u;
const turning = /^[\u202A-\u202E\u2066-\u2069]$/u;
const invisible = /^[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;

/** @param character one code point; for one of ASCII, and for one that looks like itself, there is nothing to say */
function lookalike(character: string): Lookalike | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return undefined;
  const found = kindOf(character);
  return found && { ...found, name: `U+${code.toString(16).toUpperCase().padStart(4, "0")} (${nameOf(code, character, found)})` };
}

function kindOf(character: string): Pick<Lookalike, "kind" | "instead"> | undefined {
  if (space.test(character)) return { kind: "space", instead: " " };
  if (turning.test(character)) return { kind: "turning", instead: "" };
  if (invisible.test(character)) return { kind: "invisible", instead: "" };
  tables ??= { letters: byLookalike(letters), signs: byLookalike(signs) };
  const sign = tables.signs.get(character);
  if (sign !== undefined) return { kind: "sign", instead: sign };
  const compatible = character.normalize("NFKC");
  const instead = /^[!-~]$/.test(compatible) ? compatible : tables.letters.get(character);
  if (instead === undefined) return undefined;
  return { kind: /^[A-Za-z0-9]$/.test(instead) ? "letter" : "sign", instead };
}

function nameOf(code: number, character: string, { kind }: Pick<Lookalike, "kind">): string {
  const known = names[code];
  if (known !== undefined) return known;
  if (/^[\uFF01-\uFF5E]$/.test(character)) return kind === "sign" ? "a full-width sign" : "a full-width letter";
  const alphabet = kind === "letter" ? alphabets.find((script) => new RegExp(`\\p{Script=${script}}`, "u").test(character)) : undefined;
  return alphabet === undefined ? kindNames[kind] : `a ${alphabet} letter`;
}

/** A piece of a text that is not what it looks like. A word is taken as a whole. */
export interface StrangePiece extends Lookalike {
  start: number;
  end: number;
  /** Where the first such character stands. */
  at: number;
  /** What is meant by the whole piece. */
  meant: string;
}

/** Words, and any other character beyond ASCII. Marks belong to the letter before them. */
const pieces = /[\p{L}\p{N}\p{M}_]+|[^\x00-\x7F]/gu;
const beyondAscii = /[^\x00-\x7F]/;

/** The pieces of a text that are not what they look like. A word of another alphabet that nobody takes for a Latin one is none. */
export function* strangePieces(text: string): Generator<StrangePiece> {
  if (!beyondAscii.test(text)) return;
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    const found = beyondAscii.test(piece) ? strangePiece(piece) : undefined;
    if (found !== undefined) yield { ...found, start: index, end: index + piece.length, at: index + found.at };
  }
}

/** Only when all of the piece looks like ASCII. */
function strangePiece(piece: string): Omit<StrangePiece, "start" | "end"> | undefined {
  let first: (Lookalike & { at: number }) | undefined;
  let [meant, at] = ["", 0];
  for (const character of piece) {
    const alike = lookalike(character);
    if (alike === undefined && character > "\x7F") return undefined;
    if (alike !== undefined) first ??= { ...alike, at };
    meant += alike?.instead ?? character;
    at += character.length;
  }
  return first && { ...first, meant };
}

/** The text as a person who sees it takes it. */
export function asItLooks(text: string): string {
  let [looks, at] = ["", 0];
  for (const { start, end, meant } of strangePieces(text)) {
    looks += text.slice(at, start) + meant;
    at = end;
  }
  return looks + text.slice(at);
}

/** The text with each character beyond ASCII as its escape. */
export const escaped = (text: string): string =>
  text.replaceAll(/[^\x00-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
