import { BridgeError } from "../../../../src/errors/bridge-error.ts";

/** The emulator's time: real time, or a given one, and what it was moved on by. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Moves the time on. What waits for a time that is now past goes on at once. Throws USAGE for anything but 0 ms or more. */
  advance(ms: number): void;
  /** Resolves after `ms` of this time, or as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** `moved` is called after each move. */
export function createClock(base: () => number, moved: () => void): Clock {
  const sleepers = new Set<{ until: number; wake: () => void }>();
  let offset = 0;
  const now = () => base() + offset;

  return {
    now,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) {
        const fix = "Pass how many milliseconds to move the clock on: 172800000 are 48 hours.";
        throw new BridgeError("USAGE", "The clock moves forward only.", { fix });
      }
      offset += ms;
      for (const sleeper of [...sleepers]) if (sleeper.until <= now()) sleeper.wake();
      moved();
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = {
          until: now() + ms,
          wake() {
            sleepers.delete(sleeper);
            clearTimeout(timer);
            signal.removeEventListener("abort", sleeper.wake);
            resolve();
          },
        };
        const timer = setTimeout(sleeper.wake, ms);
        sleepers.add(sleeper);
        signal.addEventListener("abort", sleeper.wake);
        if (signal.aborted) sleeper.wake();
      }),
  };
}
