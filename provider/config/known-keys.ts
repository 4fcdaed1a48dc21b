import { connectionSettings } from "../../schemas/generated/settings";
import { ForeseenError, listed, message, plain, type Message } from "../messages";
import { nearest } from "../rules";
import type { SettingsSource } from "./account-sources";

/** Every key that stands directly below `msgsms:` (schemas/configuration.schema.json). */
const known: readonly string[] = [...Object.keys(connectionSettings), "preflight", "profiles"];

/** What other tools and the service's own pages call a setting. */
const otherNames: Readonly<Record<string, string>> = {
  ak: "accessKey",
  sk: "secretKey",
  region: "cloudRegion",
  project: "projectId",
  token: "securityToken",
  secret: "secretKey",
  url: "endpoint",
  profile: "profiles",
};

/**
 * Every key below `msgsms:` in a stack's configuration is a setting: a run that passes over one goes on with another project, or without
 * the guard that was meant.
 *
 * @throws ForeseenError SMS4009 for the others
 */
export function requireKnownKeys(stack: SettingsSource | undefined): void {
  const unknown = (stack?.keys?.() ?? []).filter((key) => !known.includes(key)).sort();
  const problems = unknown.map(unknownKey).filter((_, index) => isOurs(unknown[index] ?? "", stack));
  const [first] = problems;
  if (first === undefined) return;
  if (problems.length === 1) throw new ForeseenError(first);
  throw new ForeseenError(
    message("SMS4009", { what: "several", values: { count: plain(problems.length) }, problems, why: "silent", do: ["each"] }),
  );
}

/** A project that is called msgsms has settings of its own under the same prefix; what looks like one of ours is a slip there too. */
const isOurs = (key: string, stack: SettingsSource | undefined) => stack?.isOfProject !== true || isFlat(key) || meantBy(key) !== undefined;

const isFlat = (key: string) => /^profiles\W/.test(key);

function meantBy(key: string): string | undefined {
  const word = key.replaceAll(/[^a-zA-Z0-9]/g, "").toLowerCase();
  return Object.hasOwn(otherNames, word) ? otherNames[word] : nearest(word, known);
}

function unknownKey(key: string): Message {
  const name = `msgsms:${key}`;
  const quotedName = `'${name}'`;
  if (isFlat(key)) {
    const values = {
      key: plain(name),
      commands: plain(`pulumi config rm ${quotedName} && pulumi config set --path ${quotedName} <value>`),
    };
    return message("SMS4009", { what: "flat", values, why: "flat", do: ["path"] });
  }
  const meant = meantBy(key);
  const remove = plain(`pulumi config rm ${quotedName}`);
  if (meant === undefined) {
    const facts = { known: listed(known.map(plain)) };
    return message("SMS4009", { what: "one", values: { key: plain(name), remove }, facts, why: "silent", do: ["remove"] });
  }
  return message("SMS4009", {
    what: "one",
    values: { key: plain(name), nearest: plain(`msgsms:${meant}`), remove },
    why: "silent",
    do: ["nearest", "remove"],
  });
}
