import { strangePieces, type StrangePiece } from "../../rules";
import { contentsOf } from "./contents";
import type { Edit } from "./mending";

/** A piece that is not what it looks like, with what is to be written in its place. */
export interface StrangeCharacters extends StrangePiece, Edit {
  text: string;
}

/** A file with more of them is damaged, and no list of places helps. */
const most = 10_000;

/** Longest logical name, and what may stand before it. */
const longestKey = 140;

/** The direction of the text is turned: what a reader sees is in another order than what is read, in comments too. */
const turnsText = /[\u202A-\u202E\u2066-\u2069]/;

/** Characters that are not what they look like, outside of comments; in comments those that turn the text around them. */
export function strangeCharacters(text: string): StrangeCharacters[] {
  const found: StrangeCharacters[] = [];
  for (const { start, end, lineEnd } of contentsOf(text)) {
    for (const piece of strangePieces(text.slice(start, end))) {
      add(found, placed(text, piece, start));
      if (found.length === most) return found;
    }
    for (const piece of turningIn(text, end, lineEnd)) found.push(piece);
    if (found.length >= most) return found;
  }
  return found;
}

/** Several of the same spaces are one piece. */
function add(found: StrangeCharacters[], next: StrangeCharacters): void {
  const last = found.at(-1);
  if (last === undefined || last.end !== next.start || last.name !== next.name || next.meant.trim() !== "") found.push(next);
  else Object.assign(last, { end: next.end, meant: last.meant + next.meant, text: last.text + next.text });
}

/** Those alone that turn the text around them: no manifest needs one, and one may hide what the rest of it says. */
export const turningCharacters = (text: string): StrangeCharacters[] => (turnsText.test(text) ? turningIn(text, 0, text.length) : []);

function turningIn(text: string, start: number, end: number): StrangeCharacters[] {
  const piece = text.slice(start, end);
  if (!turnsText.test(piece)) return [];
  const found: StrangeCharacters[] = [];
  for (const one of strangePieces(piece)) {
    if (one.kind === "turning") found.push(placed(text, one, start));
    if (found.length === most) break;
  }
  return found;
}

function placed(text: string, piece: StrangePiece, offset: number): StrangeCharacters {
  const [start, end] = [piece.start + offset, piece.end + offset];
  return { ...piece, start, end, at: piece.at + offset, text: text.slice(start, end), meant: withSpace(text, piece, start, end) };
}

/** A wide colon fills the place of two signs, so nobody writes a space after it. */
function withSpace(text: string, { meant }: StrangePiece, start: number, end: number): string {
  if (meant !== ":" || !/\S/.test(text[end] ?? "")) return meant;
  const before = text.slice(Math.max(0, start - longestKey), start);
  return /^[^\S\n]*(?:- *)?[\w.-]+$/.test(before.slice(before.lastIndexOf("\n") + 1)) ? ": " : meant;
}
