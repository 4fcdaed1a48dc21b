import type { Problem } from "../problem";
import { asShown, message, plain, quoted, withoutUrlPasswords } from "../../messages";
import type { Callback } from "./callbacks";
import { hasClosedPlaceholder, placeholderIn, type Placeholder } from "./placeholder-in";

/** SMS1206: a name that nobody filled in. `pulumi up` gives it to an application that can never be deleted. */
export function placeholderName(name: string): Problem[] {
  const found = placeholderIn(name);
  return found === undefined ? [] : [problem("name", found, "name")];
}

/** SMS1206: a part of a callback that nobody filled in. What may be a secret is not shown. */
export function placeholderCallback({ setting, text }: Callback): Problem[] {
  const found = placeholderIn(withoutUrlPasswords(text)) ?? routeParameter(text);
  if (found !== undefined) return [problem(setting, found, "callback")];
  if (!hasClosedPlaceholder(text)) return [];
  const told = message("SMS1206", { what: "query", values: { setting: plain(setting) }, why: "callback", do: ["fill"] });
  return [{ ...told, path: [setting], target: "value" }];
}

/** `/:tenant/`, as routers write a part of a path that varies. */
function routeParameter(text: string): Placeholder | undefined {
  const form = /(?<=[^:/]\/):[A-Za-z_]\w*/.exec(text)?.[0];
  return form === undefined ? undefined : { text: form, by: "form" };
}

function problem(setting: "name" | Callback["setting"], { text, by }: Placeholder, why: "name" | "callback"): Problem {
  const values = { setting: plain(setting), placeholder: asShown(quoted(text)) };
  return { ...message("SMS1206", { what: by, values, why, do: ["fill"] }), path: [setting], target: "value" };
}
