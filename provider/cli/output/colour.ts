import type { OutputStream, Shell } from "../shell";

/**
 * Whether a stream gets colours: on a terminal, unless NO_COLOR (no-color.org) or TERM=dumb says otherwise; FORCE_COLOR turns them on
 * anywhere, as in the logs of a pipeline.
 */
export function usesColour({ environment }: Shell, stream: OutputStream): boolean {
  const { NO_COLOR: no = "", FORCE_COLOR: force = "", TERM: terminal } = environment;
  if (no !== "") return false;
  if (force !== "") return force !== "0" && force !== "false";
  return stream.isTerminal && terminal !== "dumb";
}
