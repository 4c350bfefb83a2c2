import { CLAIM_LIFE_MS, type Claim, type Claims, markImmediate, writeToClaim } from "../ports/claims.ts";
import { keepRecent } from "../ports/keep-recent.ts";
import type { Now } from "../ports/ports.ts";

/** More deliveries than one container sees while they may be redelivered; beyond that the oldest go. */
const RECORDS_MAX = 10_000;

interface Kept {
  readonly claim: Claim;
  readonly expires: number;
}

/** Claims in this process: right for one process, and blind to every other. */
export function createMemoryClaims(now: Now): Claims {
  const records = new Map<string, Kept>();
  const read = (id: string): Claim | undefined => {
    const kept = records.get(id);
    return kept && kept.expires > now() ? kept.claim : undefined;
  };
  return markImmediate({
    isDurable: false,
    read: async (id) => read(id),
    write: async (id, write) => {
      const before = read(id);
      const claim = writeToClaim(before, write, now());
      if (claim === "refused") return claim;
      if (claim === "none") {
        records.delete(id);
        return claim;
      }
      const life = ("lifeMs" in write ? write.lifeMs : undefined) ?? CLAIM_LIFE_MS;
      const expires = before ? (records.get(id)?.expires ?? 0) : now() + life;
      return keepRecent(records, [id, { claim, expires }], RECORDS_MAX).claim;
    },
  });
}
