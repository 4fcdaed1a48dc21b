import { asShown, listed, message, plain, shownText, type Message, type Shown } from "../../messages";
import { consoleEntryOf } from "../facts/console-changes";
import type { ConsoleChange } from "../public";
import { consoleOnlySettings, sameSetting } from "../facts/declaration";
import type { ApplicationOutputs } from "../facts/outputs";

/** What a person still has to do after an application was created or taken over: the engine shows no outputs by itself. */
export const warningsOfNew = (id: string, outputs: ApplicationOutputs): Message[] => [
  ...statusWarnings(id, {}, outputs),
  ...secretWarnings(id, outputs),
  ...todoWarnings({}, outputs),
];

/** That nobody knows the secret, if so. */
export function secretWarnings(id: string, { name, secretSource }: ApplicationOutputs): Message[] {
  return secretSource === "unknown"
    ? [message("SMS2201", { values: { name: plain(name) }, facts: { id: plain(id) }, do: ["declare"] })]
    : [];
}

/** What a person has to enter because of a change: a console-only setting with a new value. */
export function todoWarnings(before: Partial<ApplicationOutputs>, outputs: ApplicationOutputs): Message[] {
  const changed = consoleOnlySettings.filter((setting) => !sameSetting(before[setting], outputs[setting]));
  return outputs.consoleChanges
    .filter(({ setting, status }) => status === "todo" && changed.includes(setting))
    .map((change) => {
      const { values, facts, ways } = onConsole(change, outputs);
      return message("SMS2202", { values, facts, do: ways });
    });
}

/** Console-only settings that the service shows with another value than declared. */
export function consoleDriftWarnings(outputs: ApplicationOutputs): Message[] {
  return outputs.consoleChanges
    .filter(({ status }) => status === "differs")
    .map((change) => {
      const { values, facts, ways } = onConsole(change, outputs);
      const compared = { declared: list([change.value].flat()), console: list(change.liveValue ?? []) };
      return message("SMS2205", { values, facts: { ...compared, ...facts }, do: [...ways, "declare"] });
    });
}

function onConsole({ setting, value }: ConsoleChange, outputs: ApplicationOutputs) {
  const { menuPath, field, entered, delay } = consoleEntryOf(setting, value, outputs);
  return {
    values: { setting: plain(setting), name: plain(outputs.name), field: plain(field), value: plain(entered) },
    facts: { where: plain(`Message & SMS console, ${menuPath.join(", ")}`), note: delay === undefined ? undefined : plain(delay) },
    ways: [entered === "" ? "empty" : "enter"] as const,
  };
}

const list = (values: readonly (string | boolean)[]): Shown => listed(values.map((value) => asShown(shownText(String(value), []))));

/** The engine does not show a changed output, so a status other than the normal one is said aloud. */
export function statusWarnings(id: string, before: Partial<ApplicationOutputs>, { name, status }: ApplicationOutputs): Message[] {
  if (isUnusual(status)) {
    const values = { name: plain(name), status: plain(status) };
    return [message("SMS2203", { values, facts: { id: plain(id) }, why: status, do: [status] })];
  }
  if (typeof before.status !== "string" || before.status === status) return [];
  const values = { name: plain(name), before: list([before.status]), after: list([status ?? "unknown"]) };
  return [message("SMS2204", { values, facts: { id: plain(id) } })];
}

const unusual = ["CREATED", "PROCESSING", "SUSPENDED"] as const;
const isUnusual = (status: string | undefined): status is (typeof unusual)[number] => (unusual as readonly unknown[]).includes(status);
