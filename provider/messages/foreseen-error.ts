import type { Code, Message } from "./message";
import { block } from "./rendering";

/**
 * A failure that this project expects and explains. It carries the message as data; whoever shows it renders `told` and no stack.
 *
 * Codes are stable and grouped: SMS1xxx declarations and manifests, SMS2xxx the life of an application,
 * SMS3xxx the management API, SMS4xxx configuration, SMS5xxx the command line and the emulator.
 */
export class ForeseenError extends Error {
  override readonly name: string = "ForeseenError";

  constructor(
    readonly told: Message,
    options?: ErrorOptions,
  ) {
    super(block(told), options);
  }

  /** For example `SMS3001`. */
  get code(): Code {
    return this.told.code;
  }
}
