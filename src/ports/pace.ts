import { BridgeError } from "../errors/bridge-error.ts";
import { isThrottle } from "../errors/repeats.ts";
import { keepRecent } from "./keep-recent.ts";
import type { Now } from "./ports.ts";

/** When the next request as a bearer may go out, as far as this process knows. */
export interface Pace {
  /**
   * Waits until a request as this bearer fits its rate; false if that would be after `until`, in epoch milliseconds. What is `rare` keeps to the
   * rate alone, not to the distance that throttles taught.
   */
  wait(bearer: string, until: number, frequency?: "rare" | undefined): Promise<boolean>;
  /**
   * Takes the place of a request that may just as well be left out: at once, and only where half of the rate is free and no throttle is
   * remembered. False: leave it out.
   */
  takeSpare(bearer: string): boolean;
  /** Waits for the answer to a request as this bearer, and learns from it: a throttle tells of other processes that speak as the same. */
  hear<Value>(bearer: string, answer: Promise<Value>): Promise<Value>;
}

const WINDOW_MS = 1_000;
/** More bearers than one function speaks for; beyond that the one that has been quiet longest is forgotten. */
const BEARERS_MAX = 1_000;
/** After a throttle requests keep this distance, and twice as much after each further one. */
const FIRST_APART_MS = 500;
/** A function of a minute still has its tries with this, and sixty of them together ask four times a second. */
const MOST_APART_MS = 15_000;
/** What each request that isn't throttled adds to the learnt rate, in requests a second. */
const RATE_STEP = 0.05;
/** So long without a throttle, the burst is over. */
const FORGET_MS = 30_000;

interface Bearer {
  /** When the last requests began, as many as the rate lets through in a second. */
  readonly times: number[];
  /** The distance of requests that throttles taught, in milliseconds, and when the last of them came. */
  apart: number;
  throttledAt: number;
}

/**
 * Keeps the requests of each bearer under a rate, in this process: Chime takes about ten a second from one (`docs/facts.md` §4),
 * and a throttled one costs a second try. Other processes use the same bearer and aren't seen. They share the rate by what each hears: a
 * throttle doubles the distance between requests, and a request that goes through shortens it a little, as in TCP.
 */
export function createPace(perSecond: number, now: Now): Pace {
  const bearers = new Map<string, Bearer>();

  function find(bearer: string): Bearer {
    const found = bearers.get(bearer) ?? { times: [], apart: 0, throttledAt: 0 };
    return keepRecent(bearers, [bearer, found], BEARERS_MAX);
  }

  const isInBurst = ({ apart, throttledAt }: Bearer) => apart > 0 && now() - throttledAt < FORGET_MS;

  function slowDown(found: Bearer): void {
    found.apart = isInBurst(found) ? Math.min(MOST_APART_MS, found.apart * 2) : FIRST_APART_MS;
    found.throttledAt = now();
  }

  return {
    wait: async (bearer, until, frequency) => {
      const found = find(bearer);
      const { times, apart } = found;
      const from = now();
      const before = times.at(-perSecond);
      const at = Math.max(from, before === undefined ? 0 : before + WINDOW_MS);
      if (at > until) return false;
      const due =
        frequency !== "rare" && isInBurst(found) ? (times.at(-1) ?? from) + apart * (0.5 + Math.random() / 2) : from;
      // Distance never makes a request too late: of the time that is left it takes half.
      const goesAt = Math.max(at, Math.min(due, from + (until - from) / 2));
      times.push(goesAt);
      if (times.length > perSecond) times.shift();
      if (goesAt > from) await new Promise((resolve) => setTimeout(resolve, goesAt - from));
      return true;
    },
    takeSpare: (bearer) => {
      const found = find(bearer);
      const { times } = found;
      const recent = times.filter((at) => at > now() - WINDOW_MS).length;
      if (isInBurst(found) || recent + 1 > Math.max(1, perSecond / 2)) return false;
      times.push(now());
      if (times.length > perSecond) times.shift();
      return true;
    },
    hear: async (bearer, answer) => {
      try {
        const value = await answer;
        quicken(find(bearer));
        return value;
      } catch (caught) {
        if (isThrottle(BridgeError.from(caught).code)) slowDown(find(bearer));
        throw caught;
      }
    },
  };
}

function quicken(found: Bearer): void {
  if (found.apart > 0) found.apart = 1_000 / (1_000 / found.apart + RATE_STEP);
}
