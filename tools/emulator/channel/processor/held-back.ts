import type { Clock } from "../world/clock.ts";

/** Deliveries that wait for another to go first. */
export interface HeldBack {
  /** Resolves when it is let go, after `ms` at the latest, or when the signal is aborted. */
  hold(ms: number, signal: AbortSignal): Promise<void>;
  /** What lets each of them go that is held now. */
  all(): (() => void)[];
}

export function createHeldBack(clock: Pick<Clock, "sleep">): HeldBack {
  const held = new Set<() => void>();
  return {
    hold(ms, signal) {
      const over = new AbortController();
      const release = () => over.abort();
      held.add(release);
      return clock.sleep(ms, AbortSignal.any([signal, over.signal])).finally(() => held.delete(release));
    },
    all: () => [...held],
  };
}
