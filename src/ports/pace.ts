import type { Now } from "./ports.ts";

/** Waits until a request as this bearer fits its rate; false if that would be after `until`. */
export type Pace = (bearer: string, until: number) => Promise<boolean>;

const WINDOW_MS = 1_000;
/** More bearers than one function speaks for; beyond that the one that has been quiet longest is forgotten. */
const BEARERS_MAX = 1_000;

/**
 * Keeps the requests of each bearer under a rate, in this process: Chime takes about ten a second from one (`docs/facts.md` §4),
 * and a throttled one costs a second try. Other processes use the same bearer, so a request may still be throttled.
 */
export function createPace(perSecond: number, now: Now): Pace {
  const begun = new Map<string, number[]>();
  return async (bearer, until) => {
    const times = begun.get(bearer) ?? [];
    begun.delete(bearer);
    begun.set(bearer, times);
    for (const oldest of begun.keys()) {
      if (begun.size <= BEARERS_MAX) break;
      begun.delete(oldest);
    }
    const before = times.at(-perSecond);
    const at = Math.max(now(), before === undefined ? 0 : before + WINDOW_MS);
    if (at > until) return false;
    times.push(at);
    if (times.length > perSecond) times.shift();
    const wait = at - now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    return true;
  };
}
