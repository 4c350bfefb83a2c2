import { keepRecent } from "../../../../src/ports/keep-recent.ts";
import { ServiceError } from "../../service-error.ts";
import type { Rates } from "./rates.ts";

/** Counts requests against Chime's rates. Each throws a 429 once its rate is used up, so that nothing is done. */
export interface Limiter {
  /** A request as this user or bot. */
  asBearer(bearer: string | undefined): void;
  /** A request that changes what a channel holds. */
  inChannel(channelArn: string): void;
  /** Fills every bucket again. */
  clear(): void;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** More than speak within a second; then the one that was quiet longest is forgotten, and its bucket is full. */
const BUCKETS_MAX = 10_000;

/**
 * A bucket for each channel and each bearer, full at first: it holds one second of the rate, which is unverified, as is whether refused requests
 * count. `now` is the emulator's clock, in epoch milliseconds.
 */
export function createLimiter({ channel, bearer, isRefusedCharged = false }: Rates, now: () => number): Limiter {
  const buckets = new Map<string, Bucket>();

  function bucketOf(whose: string, perSecond: number): Bucket {
    const bucket = buckets.get(whose) ?? { tokens: perSecond, at: now() };
    return keepRecent(buckets, [whose, bucket], BUCKETS_MAX);
  }

  function take(whose: string, perSecond: number): void {
    const bucket = bucketOf(whose, perSecond);
    const passed = Math.max(0, now() - bucket.at);
    bucket.tokens = Math.min(perSecond, bucket.tokens + (passed * perSecond) / 1_000);
    bucket.at = now();
    if (bucket.tokens >= 1) {
      bucket.tokens--;
      return;
    }
    if (isRefusedCharged) bucket.tokens = 0;
    throw new ServiceError(429, "ThrottledClientException", `Rate exceeded: ${perSecond} requests a second.`);
  }

  return {
    asBearer: (arn) => {
      if (bearer !== undefined && arn !== undefined) take(`bearer ${arn}`, bearer);
    },
    inChannel: (arn) => {
      if (channel !== undefined) take(`channel ${arn}`, channel);
    },
    clear: () => buckets.clear(),
  };
}
