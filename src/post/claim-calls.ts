import { BridgeError } from "../errors/bridge-error.ts";
import { callOnce, callWithRetries } from "../ports/calls.ts";
import type { ClaimWrite } from "../ports/claims.ts";
import type { CallOptions, Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { addTime, countRetry, fail, warn } from "../read/record.ts";
import type { Event } from "./attempt/state.ts";

/** One call may not take longer: the delivery's time is for the turn and the callback. */
const CALL_MS = 1_000;
/** Tries before the turn; half of the time that is left bounds them too. */
const MOST_TRIES = 6;
/** What follows a turn is worth all of that time: without it the turn is lost, or others doubt it. */
const AFTER_TURN: ReadonlySet<ClaimWrite["kind"]> = new Set(["remember", "take-over", "leave", "finish"]);

/** The calls of the store of claims, each with what came of it for an attempt. A store that can't be used is an event too. */
export interface StoreCalls {
  write(write: ClaimWrite): Promise<Event>;
  read(): Promise<Event>;
}

/**
 * Store calls for one delivery. A write whose acknowledgement was lost is repeated: its condition is then refused, and the
 * attempt looks and finds its own.
 */
export function createStoreCalls({ ids, deadline, decision }: Delivery, { claims, now }: Ports): StoreCalls {
  const id = idsToClaimId(ids);

  async function call(once: (options: CallOptions) => Promise<Event>, countsAll: boolean): Promise<Event> {
    const begun = now();
    try {
      return await callWithRetries(({ signal: _ }) => callOnce(once, CALL_MS, "CLAIMS_UNAVAILABLE"), {
        now,
        // Half of what is left: a store that hangs must not eat the time of the callback.
        until: begun + (deadline - begun) / 2,
        late: "CLAIMS_UNAVAILABLE",
        most: MOST_TRIES,
        countsAll,
        mayRepeat: ({ code, fault }) => code !== "INTERNAL" && fault !== "configuration",
        onRetry: () => countRetry(decision, "claims"),
      });
    } catch (caught) {
      const error = BridgeError.from(caught);
      warn(decision, `claims-unavailable: ${error.detail ?? error.code}`);
      if (!decision.error) fail(decision, error);
      return { type: "store-failed", now: now() };
    } finally {
      addTime(decision, "claims", now() - begun);
    }
  }

  return {
    write: (write) =>
      call(async (options) => {
        const claim = await claims.write(id, write, options);
        if (claim === "refused") return { type: "refused" };
        return { type: "wrote", claim: claim === "none" ? undefined : claim };
      }, !AFTER_TURN.has(write.kind)),
    read: () => call(async (options) => ({ type: "read", claim: await claims.read(id, options), now: now() }), true),
  };
}

/** A delivery's identity: an edit comes again with the same MessageId and, as inferred, a new CallbackId. */
export function idsToClaimId({ MessageId, CallbackId }: Delivery["ids"]): string {
  return `${MessageId}:${CallbackId}`;
}
