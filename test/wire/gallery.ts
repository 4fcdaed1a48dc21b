import { readFileSync } from "node:fs";

/** What was said in each scene, kept in a text file that people read from top to bottom. */
export class Gallery {
  private readonly kept: ReadonlyMap<string, string>;

  constructor(file: string) {
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
}

function sceneIn(part: string): [string, string] {
  const end = part.indexOf("\n");
  return [part.slice(0, end), part.slice(end + 1).trimEnd()];
}
