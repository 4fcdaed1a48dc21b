import { asShown, ForeseenError, message, plain, quoted, shownText, type Message, type Shown } from "../messages";
import type { RunPulumi } from "./run-pulumi";

/** What to ask, and of which stack. */
interface Question {
  /** As `pulumi --stack` takes it; absent for the one that is selected. */
  stack?: string;
  words: readonly string[];
}

/** What messages call a stack. */
const shownName = ({ stack }: Question): Shown => asShown(stack === undefined ? "selected here" : quoted(stack));

/**
 * What `pulumi` prints for words that ask of a stack.
 *
 * @throws ForeseenError SMS4007 when there is no `pulumi`, it fails or does not end
 */
export async function answerOf(question: Question, pulumi: RunPulumi): Promise<string> {
  const { stack, words } = question;
  const name = shownName(question);
  if (stack !== undefined && (stack === "" || stack.startsWith("-")))
    throw new ForeseenError(message("SMS4007", { what: "notAName", values: { stack: name }, do: ["list"] }));
  const command = commandOf(question);
  const { end, stdout, stderr } = await pulumi(words);
  if (end === 0) return stdout;
  const failed = (told: Message) => new ForeseenError(told);
  if (end === "not found") throw failed(message("SMS4007", { what: "noPulumi", values: { stack: name }, do: ["install", "flags"] }));
  if (end === "time limit") throw failed(message("SMS4007", { what: "hangs", values: { stack: name }, facts: { command }, do: ["again"] }));
  if (end === "too much") throw failed(message("SMS4007", { what: "tooMuch", values: { stack: name }, facts: { command } }));
  if (end === "not started")
    throw failed(
      message("SMS4007", { what: "notStarted", values: { stack: name }, facts: { reason: complaintIn(stderr) }, do: ["doctor"] }),
    );
  // What pulumi says of its failure; its standard output may hold secrets and is never shown.
  const facts = { command, ended: plain(end), said: complaintIn(stderr) };
  throw failed(message("SMS4007", { what: "failed", values: { stack: name }, facts, do: ["folder"] }));
}

/** An answer that is not what it should be (SMS4007). */
export const unusable = (what: "notJson" | "version" | "notState", question: Question): ForeseenError =>
  new ForeseenError(
    message("SMS4007", { what, values: { stack: shownName(question) }, facts: { command: commandOf(question) }, do: ["doctor"] }),
  );

/** An answer that is a JSON object. @throws ForeseenError SMS4007 for any other; the parser's own message would repeat the text */
export function objectIn(text: string, question: Question): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw unusable("notJson", question);
}

const commandOf = ({ words }: Question): Shown => plain(["pulumi", ...words].join(" "));

/** The line that says why; warnings may stand before it. */
function complaintIn(stderr: string): Shown {
  const lines = stderr.trim().split("\n");
  return asShown(shownText(lines.find((line) => /^error: \S/.test(line)) ?? lines[0] ?? "", []));
}
