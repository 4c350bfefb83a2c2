import { BridgeError, type ErrorCode } from "../errors/bridge-error.ts";
import type { CallOptions, Now } from "./ports.ts";

/** How often a call may be repeated, and until when. Times are epoch milliseconds, by `now`. */
export interface RetryRules {
  readonly now: Now;
  /** No attempt goes on after this. */
  readonly until: number;
  /** The error of an attempt that took too long. */
  readonly late: ErrorCode;
  readonly most: number;
  /** Whether this failure may be followed by another attempt. */
  readonly mayRepeat: (error: BridgeError, elapsedMs: number) => boolean;
  /** Told of every attempt that is about to be repeated. */
  readonly onRetry: (error: BridgeError) => void;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Calls until an attempt succeeds, may not be repeated, or the time is over; then the last error is thrown. The SDKs' own
 * retries are off: they would repeat a RecognizeText that may have been taken, and hide how often a callback was tried.
 */
export async function callWithRetries<Value>(
  call: (options: CallOptions) => Promise<Value>,
  rules: RetryRules,
): Promise<Value> {
  let isSignedAnew = false;
  for (let tries = 1; ; tries++) {
    const begun = rules.now();
    const left = rules.until - begun;
    try {
      return await callOnce(call, left, rules.late);
    } catch (caught) {
      const error = BridgeError.from(caught);
      // Refused before anybody looked: once more at once, since the port signs it anew with credentials read anew.
      if (error.code === "CREDENTIALS_REFUSED" && !isSignedAnew && rules.most > 1 && rules.now() < rules.until) {
        isSignedAnew = true;
        rules.onRetry(error);
        continue;
      }
      const pause = pauseAfter(tries);
      const isLast = tries >= rules.most || rules.now() + pause >= rules.until;
      if (isLast || !rules.mayRepeat(error, rules.now() - begun)) throw error;
      rules.onRetry(error);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/**
 * One call that ends in time even if the port ignores its signal: a port given by the embedding code may hang, and that
 * must not keep the message pending.
 */
export async function callOnce<Value>(
  call: (options: CallOptions) => Promise<Value>,
  ms: number,
  late: ErrorCode,
): Promise<Value> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => {
        reject(new BridgeError(late, `No answer within ${Math.max(0, Math.round(ms))} ms.`));
        controller.abort();
      },
      Math.max(0, ms),
    );
  });
  try {
    return await Promise.race([call({ signal: controller.signal }), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Full jitter: containers that were throttled together must not come back together. */
export function pauseAfter(tries: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
}
