import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IntentFolder } from "../../provider/intents";

/** A machine on which runs happen. */
export interface Machine {
  /** Milliseconds that its clock is ahead of the service's. */
  ahead: number;
  /** The folder of its notes. */
  folder: string;
  /** The notes of the run before, unless that was cut off. */
  last: IntentFolder | undefined;
}

/** Below a file no folder can be made, as in a container whose file system is read-only. */
const unusable = join("/dev/null", "notes");

/** How many machines there are; the last has no place for notes. */
export const machineCount = 3;

/** The machines of a team. Any but the last can be thrown away, with all that it noted. */
export class Machines {
  private readonly root = mkdtempSync(join(tmpdir(), "pulumi-msgsms-model-"));
  private folders = 0;
  private runs = 0;
  private all: Machine[] = this.fresh();

  at(index: number): Machine {
    const machine = this.all[index];
    if (machine === undefined) throw new Error(`there is no machine ${index}`);
    return machine;
  }

  /** The notes as a new run on the machine has them. The run before it ended as usual, unless it was cut off. */
  notesOf(machine: Machine): IntentFolder {
    machine.last?.settleOwn();
    const number = ++this.runs;
    return new IntentFolder(machine.folder, { host: "here", pid: number, run: String(number) }, () => false);
  }

  /** The notes on the machine that earlier runs have left; undefined where it can have none. */
  leftOn(index: number): IntentFolder | undefined {
    const machine = this.at(index);
    return machine.folder === unusable ? undefined : this.notesOf(machine);
  }

  throwAway(index: number): void {
    const machine = this.at(index);
    machine.last = undefined;
    if (machine.folder !== unusable) machine.folder = this.newFolder();
  }

  reset(): void {
    rmSync(this.root, { recursive: true, force: true });
    this.all = this.fresh();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private fresh(): Machine[] {
    return Array.from({ length: machineCount }, (_, index) => ({
      ahead: 0,
      folder: index === machineCount - 1 ? unusable : this.newFolder(),
      last: undefined,
    }));
  }

  private newFolder(): string {
    return join(this.root, String(++this.folders));
  }
}
