import type { ApplicationInputs } from "../../../schemas/generated/application-types";
import type { Problem } from "../../rules/problem";
import { quoted } from "../../rules/wording";
import { callbacksOf } from "./callbacks";

/** SMS1202: callbacks hold phone numbers and texts, and http shows them to everybody on the way (CWE-319). */
export function plainHttp(inputs: ApplicationInputs): Problem[] {
  return callbacksOf(inputs)
    .filter(({ text }) => text.startsWith("http://"))
    .map(({ setting, text }) => ({
      path: [setting],
      target: "value",
      code: "SMS1202",
      message: `goes over plain http, which shows phone numbers and texts to everybody on the way, and is ${quoted(text)}`,
      nextStep: "use https",
      // A port answers one of the two only, and a query may hold a secret.
      ...(/^http:\/\/[^/?#]*:\d+|\?/.test(text) ? {} : { suggestion: text.replace("http://", "https://") }),
    }));
}
