import { BridgeError } from "../../../../src/errors/bridge-error.ts";

/** The emulator's time: real time, or a given one, and what it was moved on by. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /**
   * Moves the time on. What waits for a time that is now past goes on at once. Throws USAGE for anything but a whole number of 0
   * ms or more, and beyond the year 9999, which is the last that timestamps have four digits for.
   */
  advance(ms: number): void;
  /** Resolves after `ms` of this time, or as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** The longest that a timer of Node's waits; it takes a longer time for one millisecond. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** `moved` is called after each move. */
export function createClock(base: () => number, moved: () => void): Clock {
  const sleepers = new Set<{ look: () => void }>();
  let offset = 0;
  const now = () => base() + offset;

  return {
    now,
    advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0) {
        const fix = "Pass how many milliseconds to move the clock on: 172800000 are 48 hours.";
        throw new BridgeError("USAGE", "The clock moves forward only. It takes whole milliseconds.", { fix });
      }
      if (now() + ms > LAST) {
        const fix = "Pass less, or start the emulator anew.";
        throw new BridgeError("USAGE", "The clock goes up to the year 9999.", { fix });
      }
      offset += ms;
      for (const sleeper of [...sleepers]) sleeper.look();
      moved();
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const until = now() + ms;
        // A given time may stand still, and what waits goes on all the same.
        const end = performance.now() + offset + ms;
        let timer: NodeJS.Timeout | undefined;
        const wake = () => {
          sleepers.delete(sleeper);
          clearTimeout(timer);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        const sleeper = {
          look() {
            clearTimeout(timer);
            const left = Math.min(until - now(), end - performance.now() - offset);
            if (left <= 0 || signal.aborted) wake();
            else timer = setTimeout(sleeper.look, Math.min(left, TIMER_MAX_MS));
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener("abort", wake);
        sleeper.look();
      }),
  };
}
