import type { Problem } from "../problem";
import { asShown, message, plain, quoted } from "../../messages";
import type { Callback } from "./callbacks";

/** SMS1202: callbacks hold phone numbers and texts, and http shows them to everybody on the way (CWE-319). */
export function plainHttp({ setting, text }: Callback): Problem[] {
  if (!text.startsWith("http://")) return [];
  const values = { setting: plain(setting), value: asShown(quoted(text)) };
  // A port answers one of the two only, and a query may hold a secret.
  const isSure = !/^http:\/\/[^/?#]*:\d+|\?/.test(text);
  const suggestion = isSure ? { suggestion: text.replace("http://", "https://") } : {};
  return [{ ...message("SMS1202", { values, do: ["https"] }), path: [setting], target: "value", ...suggestion }];
}
