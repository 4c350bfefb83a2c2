import { BridgeError, type ErrorCode } from "../errors/bridge-error.ts";
import { isPassing } from "../errors/repeats.ts";
import { callTime, pauseBeforeRetry, sleep } from "./pauses.ts";
import type { CallOptions, Now } from "./ports.ts";

/** How often and until when a call may be repeated. Times are epoch milliseconds, by `now`. */
export interface RetryRules {
  readonly now: Now;
  /** No attempt goes on after this. */
  readonly until: number;
  /** The most that one try may take, in milliseconds; without it, as long as there is time. */
  readonly eachMs?: number;
  /** The error of an attempt that took too long. */
  readonly late: ErrorCode;
  /** The most tries for an error that isn't temporary; a temporary one is repeated while there is time. */
  readonly most: number;
  /** Whether tries are counted for temporary errors too. */
  readonly countsAll?: boolean;
  /** Whether this failure may be followed by another attempt. */
  readonly mayRepeat: (error: BridgeError, elapsedMs: number) => boolean;
  /** Told of every attempt that is about to be repeated. */
  readonly onRetry: (error: BridgeError) => void;
}

/**
 * Calls until an attempt succeeds or fails for good, or until the time is over; then it throws the last error. The SDKs' own
 * retries are off: they would repeat a RecognizeText that may have been taken, and hide how often a callback was tried.
 */
export async function callWithRetries<Value>(
  call: (options: CallOptions) => Promise<Value>,
  rules: RetryRules,
): Promise<Value> {
  let isSignedAnew = false;
  let counted = 0;
  for (let tries = 1; ; tries++) {
    const begun = rules.now();
    try {
      return await callOnce(call, Math.min(rules.eachMs ?? Number.POSITIVE_INFINITY, rules.until - begun), rules.late);
    } catch (caught) {
      const error = BridgeError.from(caught);
      const now = rules.now();
      // Refused unread: repeated once at once, since the port reads its credentials again and signs anew.
      if (error.code === "CREDENTIALS_REFUSED" && !isSignedAnew && rules.most > 1 && now < rules.until) {
        isSignedAnew = true;
        rules.onRetry(error);
        continue;
      }
      isSignedAnew = false;
      if (rules.countsAll || !isPassing(error.code)) counted++;
      const pause = counted < rules.most ? pauseBeforeRetry(error, tries, rules.until - now) : undefined;
      if (pause === undefined || !rules.mayRepeat(error, now - begun)) throw error;
      rules.onRetry(error);
      await sleep(pause);
    }
  }
}

/** One call of a possible series: it may take 5 s, or half of the milliseconds that are left. */
export function callInTime<Value>(
  call: (options: CallOptions) => Promise<Value>,
  leftMs: number,
  late: ErrorCode,
): Promise<Value> {
  return callOnce(call, callTime(leftMs), late);
}

/**
 * One call that ends in time even if the port ignores its signal: a port given by the embedding code may hang, and that
 * must not keep the message pending.
 */
export function callOnce<Value>(
  call: (options: CallOptions) => Promise<Value>,
  ms: number,
  late: ErrorCode,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const timer = setTimeout(
      () => {
        reject(new BridgeError(late, `No answer within ${Math.max(0, Math.round(ms))} ms.`));
        controller.abort();
      },
      Math.max(0, ms),
    );
    const end = <Outcome>(settle: (outcome: Outcome) => void) => {
      return (outcome: Outcome) => {
        clearTimeout(timer);
        settle(outcome);
      };
    };
    // A port in JavaScript may throw, or answer without a promise: neither is a failure of its own.
    new Promise<Value>((answer) => answer(call({ signal: controller.signal }))).then(end(resolve), end(reject));
  });
}
