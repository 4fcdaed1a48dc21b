import type { Answer } from "../contract/answer";
import type { FaultOf } from "./fault";
import { changedAnswer, malformedAnswer, plannedAnswer } from "./fault-answers";
import type { Strike } from "./fault-plans";

/** What can be done with a call that has been read to its end. */
export interface CallSteps {
  readonly requestId: string;
  /** Lets the operation act: as usual, or with a late commit or a stale list. A refusal is an answer too. */
  act(as?: FaultOf<"late-commit" | "stale-list">): Answer;
  /** @returns false when the call is not to go on, because the emulator starts afresh or ends */
  pause(milliseconds: number): Promise<boolean>;
  leave(answer: Answer): Response;
  /** Ends the connection without a byte. */
  drop(how: "close" | "reset"): Response;
  /** Ends the connection of a call that is not to go on. */
  forget(): Response;
  /** Ends the connection after so many bytes of the body. */
  cut(answer: Answer, bytes: number): Response;
}

/** Takes a call the way that a strike has for it. */
export async function serveStruck(strike: Strike, steps: CallSteps): Promise<Response> {
  if (!(await steps.pause(strike.before))) return steps.forget();
  const exit = begun(strike.fault, steps);
  return (await steps.pause(strike.after)) ? exit() : steps.forget();
}

/** Acts as far as the fault lets the operation act, and gives the way out. */
function begun(fault: Strike["fault"], steps: CallSteps): () => Response {
  switch (fault?.kind) {
    case "refuse-connection":
    case "reset":
      return () => steps.drop("reset");
    case "drop-before-commit":
      return () => steps.drop("close");
    case "status":
      return () => steps.leave(plannedAnswer(fault, steps.requestId));
    case "throttle":
      return () => steps.leave(plannedAnswer({ ...fault, code: "APIGW.0308" }, steps.requestId));
    default:
      return acted(fault, steps);
  }
}

type ActingFault = Exclude<Strike["fault"], FaultOf<"refuse-connection" | "reset" | "drop-before-commit" | "status" | "throttle">>;

function acted(fault: ActingFault, steps: CallSteps): () => Response {
  const answer = steps.act(fault?.kind === "late-commit" || fault?.kind === "stale-list" ? fault : undefined);
  switch (fault?.kind) {
    case "commit-then-drop":
      return () => steps.drop(fault.by ?? "close");
    case "commit-then-status":
      return () => steps.leave(plannedAnswer(fault, steps.requestId));
    case "cut":
      return () => steps.cut(answer, fault.bytes);
    case "malformed":
      return () => steps.leave(malformedAnswer(fault, answer));
    case "answer":
      return () => steps.leave(changedAnswer(fault, answer));
    case "late-commit":
      return () => (fault.answer === "normal" ? steps.leave(answer) : steps.drop("close"));
    case "stale-list":
    case undefined:
      return () => steps.leave(answer);
  }
}
