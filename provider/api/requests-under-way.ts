/**
 * How many requests of an account may be under way at the same time. The gateway takes 200 requests per second and API from all users
 * together, and throttles of single users were seen per minute (GW 0308, FAQ-429). A stack of hundreds of applications asks for all of them
 * at once; the limit keeps it, and others of the account, from being throttled.
 */
export const mostUnderWay = 10;

/** Waits until a request may begin; what it gives is called when the request has ended. */
export type Turn = () => Promise<() => void>;

/** Lets at most `places` requests be under way; turns come in the order in which they were asked for. */
export function turns(places: number): Turn {
  let free = places;
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return leave;
  };
}
