/**
 * A failure that this project expects and explains: what happened, the value, where, and what to do next.
 * It never holds a secret. Whoever shows it shows `message` and no stack.
 *
 * Codes are stable and grouped: SMS1xxx declarations and manifests, SMS2xxx the life of an application,
 * SMS3xxx the management API, SMS4xxx configuration, SMS5xxx the command line and the emulator.
 */
export class ForeseenError extends Error {
  override readonly name: string = "ForeseenError";

  /**
   * @param code stable code, for example `SMS3001`
   * @param explanation what happened, where, and what to do next, in sentences
   */
  constructor(
    readonly code: string,
    readonly explanation: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${explanation}`, options);
  }
}
