import type { Shell } from "../shell";

/** Milliseconds that a person waits without a word. */
const patience = 1000;
/** Milliseconds between two words. */
const pace = 100;

/** Progress on a terminal, for work that takes over a second; nothing is written elsewhere, nor in a pipeline (CI). */
export class Progress {
  private readonly began: number;
  private told = 0;

  constructor(private readonly shell: Shell) {
    this.began = shell.now().getTime();
  }

  /** Says how far the work is, on one line that is written over. */
  tell(text: string): void {
    const { stderr, environment, now, isQuiet } = this.shell;
    if (isQuiet === true || !stderr.isTerminal || (environment["CI"] ?? "") !== "") return;
    const at = now().getTime();
    if (at - this.began < patience || at - this.told < pace) return;
    this.told = at;
    stderr.write(`\r${text.slice(0, stderr.columns - 1)}\u001B[K`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.told > 0) this.shell.stderr.write("\r\u001B[K");
    this.told = 0;
  }
}
