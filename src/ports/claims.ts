import type { Callback } from "../../mappers/shapes/callback.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import type { ErrorRecord, Outcome } from "../read/decision.ts";
import type { AskedPause } from "./handoff.ts";

/**
 * What is remembered about a delivery: the callback that settles it, and the outcome. With `parts` (`delivery` is
 * `reply`) the callback lets the user's message through, and the parts, of which there may be none, are what the bot then says.
 */
export interface Answer {
  readonly callback: Callback;
  readonly parts?: readonly OutgoingMessage[];
  readonly outcome: Outcome;
  readonly error?: ErrorRecord;
  /** The turn asked for a person: this pause is written before the answer goes out. */
  readonly pause?: AskedPause;
}

/**
 * What is shown in an answer's stead while the bot thinks. It is announced in the record before it is sent, so that whoever works on the delivery
 * replaces it. `id` is its MessageId, once the record knows it.
 */
export interface Placeholder {
  readonly message: OutgoingMessage;
  readonly id?: string;
}

/**
 * What a store holds of one delivery. `claimed`: an attempt works on it, until `until` (epoch milliseconds) at the latest.
 * `remembered`: its answer is known. `posters` are the attempts that may have posted its callback, and `released` tells that it
 * was accepted. `sent`: every part of the reply is in the channel. `by` is an id that is new for every attempt, since Lambda's
 * retries of an invocation share its request id; `nobody` holds a claim that was handed back. `since` is when the record was first written (epoch milliseconds, to the
 * second).
 */
export type Claim =
  | {
      readonly state: "claimed";
      readonly by: string;
      readonly until: number;
      readonly posters: readonly string[];
      readonly since: number;
      readonly placeholder?: Placeholder;
    }
  | {
      readonly state: "remembered";
      readonly by: string;
      readonly answer: Answer;
      readonly posters: readonly string[];
      readonly released: boolean;
      readonly since: number;
      readonly placeholder?: Placeholder;
    }
  | { readonly state: "sent"; readonly by: string; readonly posters: readonly string[]; readonly since: number };

/**
 * The writes of the protocol, each a condition and its effect in one step. A refusal doesn't say why: the record may already hold
 * our own write, whose answer was lost.
 *
 * | write | condition | effect |
 * | --- | --- | --- |
 * | claim | no record | claimed by us until then, with us as its only poster; the record lives for `lifeMs` from now |
 * | announce | claimed by us | the same, with what is about to be shown while the bot thinks |
 * | remember | claimed by us | remembered, with us as a poster, and with what was shown as far as we know: nothing where we say nothing |
 * | keep | no record | the same: for an answer that needed no turn |
 * | take-over | claimed by `from` | remembered, with us and all who may have posted before: the turn's fate is unknown, and so is whether `from`, unable to remember, has posted |
 * | reclaim | claimed by `from` | claimed by us until then, with us among the posters. An attempt in `reply` that let the message through and has too little time for a turn hands its own claim back like this, to `nobody` |
 * | register | remembered | we join the posters |
 * | leave | a record | we leave the posters |
 * | abandon | claimed by us, with no other poster | no record |
 * | finish | remembered | sent |
 */
export type ClaimWrite =
  | { readonly kind: "claim"; readonly by: string; readonly until: number; readonly lifeMs?: number }
  | { readonly kind: "announce"; readonly by: string; readonly message: OutgoingMessage }
  | {
      readonly kind: "remember";
      readonly by: string;
      readonly answer: Answer;
      readonly released: boolean;
      readonly placeholder?: Placeholder;
    }
  | { readonly kind: "keep"; readonly by: string; readonly answer: Answer; readonly lifeMs?: number }
  | {
      readonly kind: "take-over";
      readonly by: string;
      readonly from: string;
      readonly answer: Answer;
      readonly released: boolean;
    }
  | { readonly kind: "reclaim"; readonly by: string; readonly from: string; readonly until: number }
  | { readonly kind: "register"; readonly by: string }
  | { readonly kind: "leave"; readonly by: string }
  | { readonly kind: "abandon"; readonly by: string }
  | { readonly kind: "finish"; readonly by: string };

/**
 * The record after a write, `none` where there is none any more, or `refused`. This defines what a write means; a store that
 * can't run this function must behave the same. `now` is epoch milliseconds.
 *
 * @experimental May change in a minor version while the protocol of claims is young.
 */
export function writeToClaim(claim: Claim | undefined, write: ClaimWrite, now: number): Claim | "none" | "refused" {
  const { by } = write;
  switch (write.kind) {
    case "claim":
      return claim ? "refused" : { state: "claimed", by, until: write.until, posters: [by], since: wholeSeconds(now) };
    case "keep": {
      const { answer } = write;
      return claim
        ? "refused"
        : { state: "remembered", by, answer, posters: [by], released: false, since: wholeSeconds(now) };
    }
    case "announce":
      return claim?.state === "claimed" && claim.by === by
        ? { ...claim, placeholder: { message: write.message } }
        : "refused";
    case "remember":
      return claim?.state === "claimed" && claim.by === by ? remembered(claim, write) : "refused";
    case "take-over":
      return claim?.state === "claimed" && claim.by === write.from ? remembered(claim, write) : "refused";
    case "reclaim":
      return claim?.state === "claimed" && claim.by === write.from
        ? { ...claim, by, until: write.until, posters: joined(claim.posters, by) }
        : "refused";
    case "register":
      return claim?.state === "remembered" ? { ...claim, posters: joined(claim.posters, by) } : "refused";
    case "leave":
      if (!claim) return "refused";
      return { ...claim, posters: claim.posters.filter((poster) => poster !== by) };
    case "abandon":
      return claim?.state === "claimed" && claim.by === by && claim.posters.every((poster) => poster === by)
        ? "none"
        : "refused";
    case "finish":
      return claim?.state === "remembered"
        ? { state: "sent", by, posters: claim.posters, since: claim.since }
        : "refused";
  }
}

function remembered(
  { posters, since, ...claim }: Extract<Claim, { state: "claimed" }>,
  write: Extract<ClaimWrite, { kind: "remember" | "take-over" }>,
): Claim {
  const { by, answer, released } = write;
  const { placeholder } = write.kind === "remember" ? write : claim;
  const shown = placeholder ? { placeholder } : {};
  return { state: "remembered", by, answer, posters: joined(posters, by), released, since, ...shown };
}

/** Stores date their records to the second. */
function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}

function joined(posters: readonly string[], by: string): readonly string[] {
  return posters.includes(by) ? posters : [...posters, by];
}

/**
 * How long a record lives if its first write doesn't say otherwise: as long as Chime takes a callback (developer guide: 48 hours).
 *
 * @experimental
 */
export const CLAIM_LIFE_MS = 48 * 60 * 60 * 1_000;

/**
 * A store of claims. Both calls make one attempt and reject with CLAIMS_REFUSED, CLAIMS_UNAVAILABLE or CREDENTIALS_REFUSED, with the fix; `id` is
 * the delivery's, 1–256 characters. A record expires `lifeMs` (by default 48 hours) after it was first written, and then reads as absent.
 * `describeClaims` of `chime-lex-bridge/testing` is this contract as tests.
 *
 * @experimental May change in a minor version while the protocol of claims is young.
 */
export interface Claims {
  /** Whether the records outlive this process and are visible to all that work on the same deliveries. */
  readonly isDurable: boolean;
  /** The record as of the last write that was acknowledged: a consistent read. */
  read(id: string, options: { readonly signal: AbortSignal }): Promise<Claim | undefined>;
  /** The record after the write, `none` where there is none any more, or `refused` where its condition doesn't hold. */
  write(id: string, write: ClaimWrite, options: { readonly signal: AbortSignal }): Promise<Claim | "none" | "refused">;
}

const IMMEDIATE = new WeakSet<Claims>();

/** Says of a store that its calls are over at once and never fail, so that no time limit is set up for them. A copy of it is another store. */
export function markImmediate(claims: Claims): Claims {
  IMMEDIATE.add(claims);
  return claims;
}

export function isImmediate(claims: Claims): boolean {
  return IMMEDIATE.has(claims);
}
