import type { words } from "../../schemas/generated/words";
import { message, type Message, type Shown } from "../messages";

/** What a refusal is about, for those who go by it. */
type RefusalKind = "keys" | "access" | "missing" | "address" | "name" | "throttled" | "fault" | "other";

/** The service's own words as a message may begin with them: in quotes, and not too many. */
interface Said {
  words: Shown;
  /** What else there is of the answer, when these are all its words. */
  rest: Shown | undefined;
}

/** An answer that refuses, as far as words depend on it. */
export interface Refused {
  /** What each message of a refusal has in common. */
  shared: { facts: Readonly<Record<string, Shown | undefined>> };
  /** The service's own words. */
  said: Said | undefined;
  method: string;
  /** Whether a change took effect is not known. */
  isUnknown: boolean;
}

/** Makes the message for a refusal of one kind. */
export interface RefusalWords {
  kind: RefusalKind;
  told: (refused: Refused) => Message;
}

type Words = typeof words;
type What<Code extends keyof Words> = Words[Code] extends { what: infer What } ? keyof What : never;
type Way<Code extends keyof Words> = keyof Words[Code]["do"];

export const keys = (what: What<"SMS3004">, ...ways: Way<"SMS3004">[]): RefusalWords => ({
  kind: "keys",
  told: ({ shared }) => message("SMS3004", { what, do: ways, ...shared }),
});

export const access = (what: What<"SMS3005">, ...ways: Way<"SMS3005">[]): RefusalWords => ({
  kind: "access",
  told: ({ shared }) => message("SMS3005", { what, do: ways, ...shared }),
});

export const missing = (what: What<"SMS3006">): RefusalWords => ({
  kind: "missing",
  told: ({ shared }) => message("SMS3006", { what, do: ["check", "list"], ...shared }),
});

export const address = (what: What<"SMS3007">): RefusalWords => ({
  kind: "address",
  told: ({ shared }) => message("SMS3007", { what, do: ["check"], ...shared }),
});

export const nameInUse: RefusalWords = {
  kind: "name",
  told: ({ shared }) => message("SMS3008", { do: ["adopt", "rename"], ...shared }),
};

export const throttled = (what: What<"SMS3009">): RefusalWords => ({
  kind: "throttled",
  told: ({ shared }) => message("SMS3009", { what, do: ["wait"], ...shared }),
});

export const fault = (what: What<"SMS3010">, ...ways: Way<"SMS3010">[]): RefusalWords => ({
  kind: "fault",
  told: ({ shared, isUnknown }) => message("SMS3010", { what, do: isUnknown ? ["look", ...ways] : ways, ...shared }),
});

export const other = (what: Exclude<What<"SMS3011">, "said" | "refused">, ...ways: Way<"SMS3011">[]): RefusalWords => ({
  kind: "other",
  told: ({ shared }) => message("SMS3011", { what, do: ways, ...shared }),
});

/** What nobody but the service explains. */
export const unexplained: RefusalWords = {
  kind: "other",
  told: (refused) => inOwnWords(refused, [refused.said === undefined ? "values" : "words", "ticket"]),
};

/** A value that the service refuses: settings are checked before they are sent, so that it is most likely the quota that a creation lacks. */
export const parameter: RefusalWords = {
  kind: "other",
  told: (refused) => inOwnWords(refused, refused.method === "POST" ? ["adopt", "quota", "setting"] : ["setting", "ticket"]),
};

const inOwnWords = ({ shared, said }: Refused, ways: readonly Way<"SMS3011">[]): Message =>
  said === undefined
    ? message("SMS3011", { what: "refused", do: ways, ...shared })
    : message("SMS3011", {
        what: "said",
        values: { words: said.words },
        do: ways,
        ...shared,
        facts: { ...shared.facts, ...(said.rest === undefined ? {} : { answer: said.rest }) },
      });
