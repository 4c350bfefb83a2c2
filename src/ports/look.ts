import { BridgeError } from "../errors/bridge-error.ts";
import { isDoubtful, isPassing } from "../errors/repeats.ts";
import { callInTime, callWithRetries } from "./calls.ts";
import type { Pace } from "./pace.ts";
import type { CallOptions, Now } from "./ports.ts";

/** As whom a channel is read, and until when: epoch milliseconds. */
export interface LookRules {
  readonly bearer: string;
  readonly until: number;
  /** Where it is asked seldom, so that a burst needn't hold it up. */
  readonly frequency?: "rare" | undefined;
}

/** Reads something of a channel. Rejects with a `LOOKUP_…` code, or CREDENTIALS_REFUSED. */
export type Look = <Value>(call: (options: CallOptions) => Promise<Value>, rules: LookRules) => Promise<Value>;

/** Tries for errors that aren't temporary; a throttle, a refused connection or a 5xx is repeated while there is time. */
const MOST_TRIES = 3;

/**
 * Reads channels, each try at the bearer's pace: waiting for the pace isn't a try, and a call that would wait too long gets no
 * other.
 */
export function createLook(pace: Pace, now: Now): Look {
  return (call, { bearer, until, frequency }) => {
    let isOverRate = false;
    async function once() {
      isOverRate = !(await pace.wait(bearer, until, frequency));
      if (isOverRate) throw new BridgeError("LOOKUP_THROTTLED", "The bot is over its own rate.");
      return pace.hear(bearer, callInTime(call, until - now(), "LOOKUP_UNANSWERED"));
    }
    return callWithRetries(once, {
      now,
      until,
      late: "LOOKUP_UNANSWERED",
      most: MOST_TRIES,
      mayRepeat: ({ code }) => !isOverRate && (isPassing(code) || isDoubtful(code)),
      onRetry: () => {},
    });
  };
}
