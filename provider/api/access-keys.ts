import { asShown, type Message } from "../messages";
import { UnsendableError } from "./api-errors";
import type { Answer, RequestName, Send } from "./exchange";
import { refusesKeys } from "./refusal";

/** What is known of one access key in this run. */
interface Known {
  /** What the service said when it refused the key. */
  refusal?: Message;
  /** The first request with it, while it is under way. */
  trial?: Promise<void>;
  isTried?: true;
}

/** Whose requests are sent. */
interface Owner {
  accessKey: string;
  /** A request that is not sent, as an error names it. */
  nameOf: (request: Parameters<Send>[0]) => RequestName;
  /** What an answer says that refuses the key. */
  tell: (answer: Answer) => Message;
}

/**
 * The access keys of a run, over all of its accounts. Five refusals lock a key (SIGN), and one run may have dozens of requests and several
 * accounts for one key. So the first request with a key goes alone, and after a refusal no other follows.
 */
export class AccessKeys {
  private readonly known = new Map<string, Known>();

  /** Sends for the owner of a key. The function throws UnsendableError (SMS3004), with what the service said, once the key was refused. */
  guarded({ accessKey, nameOf, tell }: Owner, send: Send): Send {
    const key = this.known.get(accessKey) ?? {};
    this.known.set(accessKey, key);
    const noted = (answer: Answer) => {
      if (refusesKeys(answer)) key.refusal ??= tell(answer);
      return answer;
    };
    return async (request) => {
      while (key.trial !== undefined) await key.trial;
      if (key.refusal !== undefined) throw new UnsendableError(unsent(key.refusal), nameOf(request), "unsendable");
      const sent = send(request).then(noted);
      if (key.isTried === true) return sent;
      key.isTried = true;
      const over = () => {
        delete key.trial;
      };
      // However it ends: a service that is away says nothing of the key, and the others need not stand in line for that.
      key.trial = sent.then(over, over);
      return sent;
    };
  }
}

const unsent = (refusal: Message): Message => ({
  ...refusal,
  facts: [...refusal.facts, { label: "sent", text: asShown("nothing after that, because five refusals lock an access key") }],
});
