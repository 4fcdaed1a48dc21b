import { message, plain, type Shown } from "../messages";
import { UnsendableError } from "./api-errors";
import { asked, nothing, type Answer, type RequestName, type Send } from "./exchange";
import { refusalCodeIn, refusesKeys } from "./refusal";

/** What is known of one access key in this run. */
interface Known {
  /** The answer by which the service refused it. */
  refused?: { request: RequestName; answer: Shown };
  /** The first request with it, while it is under way. */
  trial?: Promise<void>;
  isTried?: true;
}

/**
 * The access keys of a run, over all of its accounts. The gateway locks a key after five refusals (SIGN), and one run may have dozens of
 * requests and several accounts for one key. So the first request with a key goes alone, and after a refusal no other follows.
 */
export class AccessKeys {
  private readonly known = new Map<string, Known>();

  /**
   * Sends for the owner of an access key.
   *
   * @param nameOf names a request that is not sent
   * @throws UnsendableError (SMS3004) for every request after the one that was refused
   */
  guarded(accessKey: string, send: Send, nameOf: (request: Parameters<Send>[0]) => RequestName): Send {
    const key = this.known.get(accessKey) ?? {};
    this.known.set(accessKey, key);
    return async (request) => {
      while (key.trial !== undefined) await key.trial;
      if (key.refused !== undefined) throw refusedBefore(key.refused, nameOf(request));
      const sent = send(request).then((answer) => noted(answer, key));
      if (key.isTried === true) return sent;
      key.isTried = true;
      // However it ends: a service that is away says nothing of the key, and the others need not stand in line for that.
      key.trial = sent.then(over, over);
      return sent;

      function over() {
        delete key.trial;
      }
    };
  }
}

function noted(answer: Answer, key: Known): Answer {
  if (refusesKeys(answer)) {
    const code = refusalCodeIn(answer);
    key.refused ??= { request: answer.request, answer: plain(["HTTP", answer.status, code].filter((part) => part !== "").join(" ")) };
  }
  return answer;
}

function refusedBefore({ request, answer }: NonNullable<Known["refused"]>, name: RequestName): UnsendableError {
  const facts = { sent: nothing, refused: asked(request), answer, request: asked(name) };
  return new UnsendableError(message("SMS3004", { what: "before", facts, why: "before", do: ["keys"] }), name, "unsendable");
}
