import type { Problem } from "../problem";
import { asShown, message, plain, quoted } from "../../messages";
import type { Callback } from "./callbacks";

const secretName = /token|secret|passw(?:or)?d|^pwd$|api_?key|^key$|^sig(?:nature)?$|credential/i;

/** SMS1205: a query that carries a secret stands in plain in the manifest, the state and the console (CWE-598). */
export function secretInUrl({ setting, query }: Callback): Problem[] {
  if (query === "") return [];
  const name = [...new URLSearchParams(query)].find(([key, value]) => secretName.test(key) && value !== "")?.[0];
  if (name === undefined) return [];
  const values = { setting: plain(setting), name: asShown(quoted(name)) };
  return [{ ...message("SMS1205", { values, do: ["check"] }), path: [setting], target: "value" }];
}
