/** How many requests an account may begin, and have under way. */
export interface RateLimit {
  /** Requests that may begin per second in the long run. */
  perSecond: number;
  /** Requests that may begin at once after a time without any. */
  burst: number;
  /** Requests that may be under way at the same time. */
  atOnce: number;
}

/**
 * The gateway takes 200 requests per second and API from all users together, and throttles of single users were seen per minute
 * (fact sheet 5). A stack of hundreds of applications asks for all of them at once; the limit keeps it, and others of the account,
 * from being throttled. A usual run has fewer requests than the burst and never waits.
 */
export const usualRate: RateLimit = { perSecond: 100, burst: 100, atOnce: 10 };

/** Waits until a request may begin; what it gives is called when the request has ended. */
export type Turn = () => Promise<() => void>;

/**
 * A token bucket and a limit of requests under way; turns come in the order in which they were asked for. In any t seconds at most
 * `burst + perSecond * t` requests begin.
 *
 * @param pause waits so many milliseconds
 */
export function turns({ perSecond, burst, atOnce }: RateLimit, clock: () => Date, pause: (milliseconds: number) => Promise<void>): Turn {
  const place = places(atOnce);
  const interval = 1000 / perSecond;
  // The bucket as the time at which it will be full again: then a pause that ends early or late needs no second look at the clock.
  let full = -Infinity;
  let last = -Infinity;
  const wait = () => {
    const now = clock().getTime();
    // A clock that is set back must not hold requests for hours.
    if (now < last) full -= last - now;
    last = now;
    full = Math.max(full, now);
    const milliseconds = full - (burst - 1) * interval - now;
    full += interval;
    return milliseconds;
  };
  return async () => {
    const leave = await place();
    try {
      const milliseconds = wait();
      if (milliseconds > 0) await pause(milliseconds);
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  };
}

function places(free: number): Turn {
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
