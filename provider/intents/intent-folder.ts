import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { placeKey, type CreationIntent, type CreationIntents, type IntentPlace } from "../application";
import { ifThere, makeFolder, removeDurably, writeDurably } from "../disk";
import { ForeseenError, message, plain } from "../messages";
import { parseRecord, recordOf, type IntentRecord, type Sender } from "./intent-record";

/**
 * Keeps each intent in a small file of its own, so that runs of several stacks do not get in each other's way.
 * Every method throws ForeseenError SMS2022 when the folder cannot be used.
 */
export class IntentFolder implements CreationIntents {
  /** Files by the id of their application; read once, because a run asks for every resource. */
  private byId: Map<string, string> | undefined;

  constructor(
    private readonly path: string,
    private readonly sender: Sender,
    private readonly isRunning: (pid: number) => boolean,
  ) {}

  get run(): string {
    return this.sender.run;
  }

  open(): void {
    this.explained(() => makeFolder(this.path));
  }

  author(place: IntentPlace): string | undefined {
    const { host, run } = this.read(this.fileOf(place))?.process ?? {};
    // In a folder that several machines share, a note of another one says nothing of whether its sender lives.
    return host === this.sender.host ? run : undefined;
  }

  find(place: IntentPlace): CreationIntent | undefined {
    const record = this.read(this.fileOf(place));
    return record?.process.run === this.sender.run ? undefined : record;
  }

  left(): CreationIntent[] {
    const records = this.files().flatMap((file) => this.read(file) ?? []);
    return records.filter(({ process }) => process.run !== this.sender.run);
  }

  write(intent: CreationIntent): void {
    const file = this.fileOf(intent);
    this.explained(() => {
      makeFolder(this.path);
      writeDurably(file, `${JSON.stringify(recordOf(intent, this.sender))}\n`);
    });
    if (intent.id !== undefined) this.completed().set(intent.id, file);
  }

  remove(place: IntentPlace): void {
    const file = this.fileOf(place);
    this.explained(() => removeDurably(file));
  }

  settle(id: string): void {
    // A folder that cannot be read holds no note that could serve.
    const file = this.orNothing(() => this.completed().get(id));
    if (file === undefined) return;
    this.byId?.delete(id);
    this.explained(() => removeDurably(file));
  }

  senderLives(place: IntentPlace): boolean {
    const { process } = this.read(this.fileOf(place)) ?? {};
    if (process === undefined || process.host !== this.sender.host || process.pid === this.sender.pid) return false;
    return this.isRunning(process.pid);
  }

  /**
   * Forgets what this process has created: its run ended as usual, so the engine has all of it in the state. A note that cannot be removed
   * does no harm, and at the end of a run there is nobody left to tell.
   */
  settleOwn(): void {
    this.orNothing(() => {
      for (const [id, file] of this.completed()) if (this.read(file)?.process.run === this.sender.run) this.settle(id);
    });
  }

  private orNothing<T>(look: () => T): T | undefined {
    try {
      return look();
    } catch (error) {
      if (error instanceof ForeseenError) return undefined;
      throw error;
    }
  }

  private completed(): Map<string, string> {
    return (this.byId ??= new Map(this.files().flatMap((file) => idIn(this.read(file), file))));
  }

  private files(): string[] {
    return (this.explained(() => ifThere(() => readdirSync(this.path))) ?? [])
      .filter((name) => name.endsWith(".json"))
      .map((name) => join(this.path, name));
  }

  // A hash: names hold characters that file names cannot, and the same account must be found under whatever stack.
  private fileOf(place: IntentPlace): string {
    return join(this.path, `${placeKey(place)}.json`);
  }

  private read(file: string): IntentRecord | undefined {
    const text = this.explained(() => ifThere(() => readFileSync(file, "utf8")));
    if (text === undefined) return undefined;
    const record = parseRecord(text);
    if (record !== undefined) return record;
    throw new ForeseenError(message("SMS2022", { what: "foreign", facts: { file: plain(file) }, why: "foreign", do: ["look"] }));
  }

  private explained<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      const { code, message: reason } = error as NodeJS.ErrnoException;
      if (typeof code !== "string") throw error;
      const facts = { folder: plain(this.path), reason: plain(reason) };
      throw new ForeseenError(message("SMS2022", { what: "unusable", facts, why: "unusable", do: ["writable", "elsewhere"] }), {
        cause: error,
      });
    }
  }
}

const idIn = (record: IntentRecord | undefined, file: string): [string, string][] => (record?.id === undefined ? [] : [[record.id, file]]);
