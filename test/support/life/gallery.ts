import { readFileSync, writeFileSync } from "node:fs";

const heading = [
  "Every refusal, error and warning in the life of an application, as a user reads it.",
  "messages.test.ts plays each scene and compares. UPDATE_GOLDEN=1 npx mocha test/life/messages.test.ts writes this file anew.",
].join("\n");

/** What was said in each scene, kept in a text file that people read from top to bottom. */
export class Gallery {
  private readonly kept: ReadonlyMap<string, string>;
  private readonly played = new Map<string, string>();

  constructor(private readonly file: string) {
    const [, ...scenes] = readFileSync(file, "utf8").split(/^== /m);
    this.kept = new Map(scenes.map(sceneIn));
  }

  get titles(): string[] {
    return [...this.kept.keys()];
  }

  /** The text that the file has for a scene; empty when it has none. */
  textOf(title: string): string {
    return this.kept.get(title) ?? "";
  }

  note(title: string, text: string): void {
    this.played.set(title, text);
  }

  /** Writes the file anew: the scenes in this order, those that were not played as they were. */
  rewrite(titles: readonly string[]): void {
    const scenes = titles.map((title) => `== ${title}\n${this.played.get(title) ?? this.textOf(title)}`);
    writeFileSync(this.file, `${[heading, ...scenes].join("\n\n")}\n`);
  }
}

function sceneIn(part: string): [string, string] {
  const end = part.indexOf("\n");
  return [part.slice(0, end), part.slice(end + 1).trimEnd()];
}

const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** A text without what differs from run to run: ids are numbered in the order in which they appear. */
export function steady(text: string): string {
  const ids: string[] = [];
  return text
    .replace(uuid, (id) => `<id ${ids.includes(id) ? ids.indexOf(id) + 1 : ids.push(id)}>`)
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:<port>")
    .replace(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{3}Z)?/g, "<time>")
    .replace(/request id [^,) ]+/g, "request id <request id>")
    .replace(/[0-9a-f]{32}\.json/g, "<hash>.json");
}
