import type { Problem } from "../problem";
import { quoted } from "../../messages";
import type { Callback } from "./callbacks";

/** SMS1202: callbacks hold phone numbers and texts, and http shows them to everybody on the way (CWE-319). */
export function plainHttp({ setting, text }: Callback): Problem[] {
  if (!text.startsWith("http://")) return [];
  const message = `goes over plain http, which shows phone numbers and texts to everybody on the way, and is ${quoted(text)}`;
  // A port answers one of the two only, and a query may hold a secret.
  const isSure = !/^http:\/\/[^/?#]*:\d+|\?/.test(text);
  const suggestion = isSure ? { suggestion: text.replace("http://", "https://") } : {};
  return [{ path: [setting], target: "value", code: "SMS1202", message, nextStep: "use https", ...suggestion }];
}
