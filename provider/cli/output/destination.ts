import { writeReportFile, type Destination } from "./formats";
import type { Shell } from "../shell";

/** Writes a text to the standard output, or to the file that the user named. @throws ForeseenError SMS5104 when the file cannot be written */
export function writeTo({ file }: Destination<string>, text: string, shell: Shell): void {
  if (file === undefined) shell.stdout.write(text);
  else writeReportFile(file, text, shell);
}
