import type { Callback } from "../mappers/shapes/callback.ts";
import type { ErrorRecord, Outcome } from "./decision.ts";

/** What is remembered of a delivery: the callback that settles it, and how it then has ended. */
export interface Answer {
  readonly callback: Callback;
  readonly outcome: Outcome;
  readonly error?: ErrorRecord;
}

/**
 * What a store holds of one delivery. `claimed`: an attempt works on it, until `until` (epoch milliseconds) at the latest.
 * `remembered`: its answer is known; `posters` are the attempts that may have posted it. `by` is an id that is new for every
 * attempt, since Lambda's retries of one invocation share their request id.
 */
export type Claim =
  | { readonly state: "claimed"; readonly by: string; readonly until: number }
  | { readonly state: "remembered"; readonly by: string; readonly answer: Answer; readonly posters: readonly string[] };

/**
 * The writes of the protocol, each a condition and its effect in one step. A refused one tells nothing of why: the record may
 * hold our own write, whose answer was lost.
 *
 * | write | condition | effect |
 * | --- | --- | --- |
 * | claim | no record | claimed by us until then |
 * | remember | claimed by us | remembered, with us as its only poster |
 * | keep | no record | the same: for an answer that needed no turn |
 * | take-over | claimed by `from` | the same, with `from` as a poster too: the turn's fate is unknown, and so is whether `from`, unable to remember, has posted |
 * | reclaim | claimed by `from` | claimed by us until then |
 * | register | remembered | we join the posters |
 * | leave | remembered | we leave the posters |
 */
export type ClaimWrite =
  | { readonly kind: "claim"; readonly by: string; readonly until: number }
  | { readonly kind: "remember"; readonly by: string; readonly answer: Answer }
  | { readonly kind: "keep"; readonly by: string; readonly answer: Answer }
  | { readonly kind: "take-over"; readonly by: string; readonly from: string; readonly answer: Answer }
  | { readonly kind: "reclaim"; readonly by: string; readonly from: string; readonly until: number }
  | { readonly kind: "register"; readonly by: string }
  | { readonly kind: "leave"; readonly by: string };

/** The record after a write, or `refused`. This is what a write means; a store that can't run it must come to the same. */
export function writeToClaim(claim: Claim | undefined, write: ClaimWrite): Claim | "refused" {
  const { by } = write;
  switch (write.kind) {
    case "claim":
      return claim ? "refused" : { state: "claimed", by, until: write.until };
    case "keep":
      return claim ? "refused" : remembered(by, write.answer);
    case "remember":
      return claim?.state === "claimed" && claim.by === by ? remembered(by, write.answer) : "refused";
    case "take-over":
      return claim?.state === "claimed" && claim.by === write.from
        ? remembered(by, write.answer, write.from)
        : "refused";
    case "reclaim":
      return claim?.state === "claimed" && claim.by === write.from
        ? { state: "claimed", by, until: write.until }
        : "refused";
    case "register":
      if (claim?.state !== "remembered") return "refused";
      return { ...claim, posters: claim.posters.includes(by) ? claim.posters : [...claim.posters, by] };
    case "leave":
      if (claim?.state !== "remembered") return "refused";
      return { ...claim, posters: claim.posters.filter((poster) => poster !== by) };
  }
}

function remembered(by: string, answer: Answer, ...others: readonly string[]): Claim {
  return { state: "remembered", by, answer, posters: [...new Set([by, ...others])] };
}

/** How long a record lives: as long as Chime takes a callback (developer guide: 48 hours). */
export const CLAIM_LIFE_MS = 48 * 60 * 60 * 1_000;

/**
 * A store of claims. Both calls make one attempt and reject with CLAIMS_REFUSED or CLAIMS_UNAVAILABLE, with the fix; `id` is
 * the delivery's, 1–256 characters. A record is gone 48 hours after it was first written, and then reads as absent.
 */
export interface Claims {
  /** Whether the records outlive this process and are seen by all that work on the same deliveries. */
  readonly isDurable: boolean;
  /** The record as of the last write that was acknowledged: a consistent read. */
  read(id: string, options: { readonly signal: AbortSignal }): Promise<Claim | undefined>;
  /** The record after the write, or `refused` where its condition doesn't hold. */
  write(id: string, write: ClaimWrite, options: { readonly signal: AbortSignal }): Promise<Claim | "refused">;
}
