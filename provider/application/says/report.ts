import { consoleOnlySettings, sameSetting } from "../facts/declaration";
import type { ApplicationOutputs } from "../facts/outputs";
import type { Run } from "../run/run";

type Warn = Run["warn"];

/** What each status other than LAUNCHED means, and what to do. */
const statusWords: Record<string, string> = {
  CREATED: "its creation is not finished yet; wait, then run pulumi refresh",
  PROCESSING: "Huawei Cloud is allocating resources; ask the account manager or open a service ticket",
  SUSPENDED:
    "it accepts no traffic; Huawei Cloud suspended it after a content violation or on request, and only Huawei Cloud can resume it",
};

/** Says what a person still has to do after an application was created or taken over: the engine shows no outputs by itself. */
export function reportNew(id: string, outputs: ApplicationOutputs, warn: Warn): void {
  reportStatus(id, {}, outputs, warn);
  reportUnknownSecret(id, outputs, warn);
  reportTodo({}, outputs, warn);
}

/** Says that nobody knows the secret, if so. */
export function reportUnknownSecret(id: string, outputs: ApplicationOutputs, warn: Warn): void {
  if (outputs.secretSource !== "unknown") return;
  warn(
    `the secret of ${outputs.name} (${id}) is not known: the service shows a secret only when it creates an application, and the European site never. ` +
      `Take it from the console and declare it as appSecret (pulumi config set --secret).`,
  );
}

/** Says what a person has to enter because of a change: a console-only setting with a new value. */
export function reportTodo(before: Partial<ApplicationOutputs>, outputs: ApplicationOutputs, warn: Warn): void {
  const changed = consoleOnlySettings.filter((setting) => !sameSetting(before[setting], outputs[setting]));
  for (const { setting, status, instruction } of outputs.consoleChanges) {
    if (status === "todo" && changed.includes(setting)) warn(`${setting} of ${outputs.name} cannot be set through the API. ${instruction}`);
  }
}

/** The engine does not show a changed output, so a status other than the normal one is said aloud. */
export function reportStatus(id: string, before: Partial<ApplicationOutputs>, { name, status }: ApplicationOutputs, warn: Warn): void {
  const words = status === undefined ? undefined : statusWords[status];
  if (words !== undefined) warn(`${name} (${id}) has the status ${status ?? ""}: ${words}.`);
  else if (typeof before.status === "string" && before.status !== status) {
    warn(`${name} (${id}) changed its status from ${before.status} to ${status ?? "unknown"}.`);
  }
}

/** Says which console-only settings the service shows with another value than declared. */
export function reportConsoleDrift({ name, consoleChanges }: ApplicationOutputs, warn: Warn): void {
  for (const { setting, status, value, liveValue, instruction } of consoleChanges) {
    if (status !== "differs") continue;
    warn(
      `${setting} of ${name} is ${[liveValue].flat().join(",")} on the console, and ${[value].flat().join(",")} is declared. ${instruction}`,
    );
  }
}
