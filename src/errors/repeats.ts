import type { ErrorCode } from "./bridge-error.ts";

/** Temporary errors (throttles, refused connections, a failing service): repeated while there is time. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  "LEX_THROTTLED",
  "LEX_CONFLICT",
  "LEX_UNREACHABLE",
  "LEX_INTERNAL",
  "LEX_BAD_GATEWAY",
  "CALLBACK_THROTTLED",
  "CALLBACK_UNREACHABLE",
  "CALLBACK_FAILED",
  "SEND_THROTTLED",
  "SEND_UNREACHABLE",
  "SEND_FAILED",
  "LOOKUP_THROTTLED",
  "LOOKUP_FAILED",
  "CLAIMS_UNAVAILABLE",
]);

/** Errors after which the request may have been carried out. A callback or a part is then repeated, a turn never. */
const DOUBTFUL: ReadonlySet<ErrorCode> = new Set([
  "CALLBACK_FAILED",
  "CALLBACK_CONNECTION_LOST",
  "CALLBACK_TIMEOUT",
  "CALLBACK_UNREADABLE",
  "SEND_FAILED",
  "SEND_CONNECTION_LOST",
  "SEND_TIMEOUT",
  "SEND_UNREADABLE",
  "LOOKUP_UNANSWERED",
  // A port of the embedding code threw something of its own.
  "INTERNAL",
]);

/** Codes that refuse a turn before it is taken if they come back at once (`docs/facts.md` §5). */
const QUICK: ReadonlySet<ErrorCode> = new Set(["LEX_CONFLICT", "LEX_THROTTLED"]);

/** Whether an error is temporary, so that tries aren't counted. */
export function isPassing(code: ErrorCode): boolean {
  return PASSING.has(code);
}

/** Whether a service, or our own pace, refused for want of rate. */
export function isThrottle(code: ErrorCode): boolean {
  return code.endsWith("_THROTTLED");
}

export function isDoubtful(code: ErrorCode): boolean {
  return DOUBTFUL.has(code);
}

/** Whether a turn can't have been taken, so that it may be repeated. `isQuick` means that the answer came within a second. */
export function isTurnFree(code: ErrorCode, isQuick: boolean): boolean {
  return code === "LEX_UNREACHABLE" || (isQuick && QUICK.has(code));
}
