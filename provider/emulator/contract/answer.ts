/** An answer of the management API before it leaves. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** In the place of the body as JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Set for a refusal. */
  readonly errorCode?: string;
}

/** The body of an answer as it goes over the wire. */
export const answerText = ({ body, text }: Answer): string => text ?? JSON.stringify(body);
