import type { Problem } from "../problem";
import { quoted } from "../../messages";
import type { Callback } from "./callbacks";

const secretName = /token|secret|passw(?:or)?d|^pwd$|api_?key|^key$|^sig(?:nature)?$|credential/i;

/** SMS1205: a query that carries a secret stands in plain in the manifest, the state and the console (CWE-598). */
export function secretInUrl({ setting, query }: Callback): Problem[] {
  if (query === "") return [];
  const name = [...new URLSearchParams(query)].find(([key, value]) => secretName.test(key) && value !== "")?.[0];
  if (name === undefined) return [];
  const message = `has ${quoted(name)} in its query, which looks like a secret; everybody who sees the manifest, the state or the console sees it`;
  return [{ path: [setting], target: "value", code: "SMS1205", message, nextStep: "let the receiver check the sender in another way" }];
}
