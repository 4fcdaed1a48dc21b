import { systemCode } from "../../disk";
import { asShown, ForeseenError, message, plain, quoted } from "../../messages";

/** The error (SMS5104) for a file that the disk refuses to read or write. @throws error itself when it does not come from the disk */
export function inaccessible(way: "read" | "write", file: string, error: unknown): ForeseenError {
  const code = systemCode(error);
  if (code === undefined) throw error;
  const values = { file: asShown(quoted(file)), reason: plain(code) };
  return new ForeseenError(message("SMS5104", { what: way, values, do: ["check", "another"] }), { cause: error });
}
