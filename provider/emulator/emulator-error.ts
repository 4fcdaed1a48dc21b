/** Why an emulator could not start: a setting that makes no sense, an address that cannot be used, or data that cannot be kept. */
export type EmulatorErrorReason = "bad-setting" | "address-unusable" | "data-unusable";

/** A foreseen failure to start. `message` says what happened and the value, without a period; what to do follows from the reason. */
export class EmulatorError extends Error {
  override readonly name = "EmulatorError";

  constructor(
    readonly reason: EmulatorErrorReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
