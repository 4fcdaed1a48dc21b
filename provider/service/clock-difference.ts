import { message, plain, type Message } from "../messages";

/**
 * That this machine's clock differs from the service's (SMS3013).
 *
 * @param ahead by how many milliseconds this machine is ahead of the service; negative: behind
 * @param why what follows from it: requests are `signed` with the service's time, or there is a `limit` to how far off a signature may be
 */
export function clockDifference(ahead: number, why: "signed" | "limit"): Message {
  const seconds = Math.abs(ahead) / 1000;
  const size = seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;
  return message("SMS3013", {
    values: { size: plain(size), direction: plain(ahead > 0 ? "ahead of" : "behind") },
    why,
    do: ["set"],
  });
}
