import type { BridgeError } from "../errors/bridge-error.ts";
import { isThrottle } from "../errors/repeats.ts";

const FIRST_PAUSE_MS = 100;
const FIRST_THROTTLED_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** A busy session is free again when its turn is over, mostly after a second or two: these are the pauses until then. */
const CONFLICT_MS = [1_000, 1_500];
/** After that more deliveries wait, or the turn is long: fifty that look every second would be a storm. */
const LONG_CONFLICT_MS = 8_000;
/** No call may take longer, nor more than half of what is left: a hung one must not eat the time of the try that would go through. */
const LONGEST_CALL_MS = 5_000;
/**
 * A try begins only with at least half of a short rest, at most the first of these, and never with less than the second: there
 * must be time left for what follows.
 */
const ROOM_MS = 500;
const LEAST_ROOM_MS = 200;

/** A session that becomes free with less time than this is of no use: the turn would be taken, and its answer lost. */
const TURN_ROOM_MS = 1_000;

/** How long one call may take when this much time is left. Milliseconds. */
export function callTime(leftMs: number): number {
  return Math.min(LONGEST_CALL_MS, leftMs / 2);
}

/**
 * How long to wait before a call is tried again, in milliseconds, or undefined where no call fits any more. Pauses double up to 5 s,
 * each drawn from its upper half: containers that were throttled together must not come back together, nor at once. A wait that
 * the service asks for raises a pause, to at most 5 s. The last pauses shrink, so that the remaining time is used.
 */
export function pauseBeforeRetry({ code, retryAfterMs = 0 }: BridgeError, tries: number, leftMs: number) {
  const drawn = nextPause(code, tries) * (0.5 + Math.random() / 2);
  const pause = Math.max(drawn, Math.min(LONGEST_PAUSE_MS, retryAfterMs));
  if (code === "LEX_CONFLICT") return leftMs <= TURN_ROOM_MS ? undefined : Math.min(pause, leftMs - TURN_ROOM_MS);
  const room = Math.min(ROOM_MS, leftMs / 2);
  return room < LEAST_ROOM_MS ? undefined : Math.min(pause, leftMs - room);
}

function nextPause(code: BridgeError["code"], tries: number): number {
  if (code === "LEX_CONFLICT") return CONFLICT_MS[tries - 1] ?? LONG_CONFLICT_MS;
  const first = isThrottle(code) ? FIRST_THROTTLED_MS : FIRST_PAUSE_MS;
  return Math.min(LONGEST_PAUSE_MS, first * 2 ** (tries - 1));
}

const FIRST_LOOK_MS = 50;
const LONGEST_LOOK_MS = 1_000;

/** How long to wait before looking at another attempt's claim again. Full jitter: those that wait must not look all at once. */
export function pauseBeforeLook(looks: number): number {
  return Math.random() * Math.min(LONGEST_LOOK_MS, FIRST_LOOK_MS * 2 ** looks);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
