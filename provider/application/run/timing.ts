const second = 1_000;
const minute = 60 * second;

/** Before each look after a lost answer; half a minute together. How long a creation may take to be listed is not documented (GAP-SETTLE). */
const settlePauses = [250, 500, 1_000, 2_000, 4_000, 8_000, 14_000];

/** Everything in the life of an application that takes or lasts a time, in milliseconds. */
export const timing = {
  settlePauses,
  /** After this long an application that was asked for and does not show up is not expected any more. */
  settled: settlePauses.reduce((sum, pause) => sum + pause, 0),
  /** A service that does not answer at all costs each look its own time limit; nobody should wait for all of them. */
  patience: 45 * second,
  /** What an earlier run left open is waited for no longer: its request ends after a minute (`provider/api/transport.ts`), and to follow it up may take as long. */
  longestWait: 2 * minute,
  /** Between two looks at what an earlier run does. */
  step: second,
  /** Between two looks at the list, while a run on another machine may still be sending. */
  farStep: 4 * second,
  /** A creation that gets its turn later than this after its check is not sent: another machine must know until when it had to expect it. */
  latestTurn: 10 * minute,
  /** A list that is older is taken again before a creation: somebody else may have acted. */
  freshFor: 5 * second,
  /** Nothing is proved by a mark that is older: by then an application may have been given to somebody else, or the zone have changed. */
  proofLasts: 7 * 24 * 60 * minute,
  /** From the note of a creation to the creation: clocks differ a little, and a request with its repetitions takes up to two minutes. */
  createdAfterNote: { earliest: -minute, latest: 3 * minute },
  /**
   * From the mark of a creation to the creation, both by the service's clock, which is told in whole seconds. What was created later may
   * be somebody else's: the later, the likelier, so this is as short as a request.
   */
  createdAfterMark: { earliest: -2 * second, latest: minute },
} as const;
