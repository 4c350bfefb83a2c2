import type { LoadClock } from "./run-load.ts";

/** The clock that never goes back. What waits for it can be stopped. */
export function realClock(stopped: Promise<unknown>): LoadClock {
  const now = () => performance.now();
  return {
    now,
    until: (at) => {
      if (at <= now()) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, at - now());
        void stopped.then(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
