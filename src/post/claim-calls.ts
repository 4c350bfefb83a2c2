import { BridgeError } from "../errors/bridge-error.ts";
import { callWithRetries } from "../ports/calls.ts";
import { type ClaimWrite, isImmediate } from "../ports/claims.ts";
import type { CallOptions, Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { addTime, countRetry, fail, warnOf } from "../read/record.ts";
import type { Event } from "./attempt/state.ts";

/** The most that one call may take: the delivery's time is for the turn and the callback. */
const CALL_MS = 1_000;
/** Tries before the turn; they also end at half of the time that is left. */
const MOST_TRIES = 6;
/** Writes after a turn may use all the time there is: without them the turn is lost, or others doubt it. */
const AFTER_TURN: ReadonlySet<ClaimWrite["kind"]> = new Set(["remember", "take-over", "leave", "finish"]);
/** After these nothing goes out any more; after the others something must still be posted. */
const LAST: ReadonlySet<ClaimWrite["kind"] | "read"> = new Set(["leave", "finish"]);
/** As long as one callback may take; half of the time, where there is less. */
const POST_MS = 5_000;

/** For a store that never lets wait. A signal is made only for one that asks for it all the same. */
const UNLIMITED: CallOptions = {
  get signal() {
    return new AbortController().signal;
  },
};

/** Calls of the claims store, each with its result as an attempt takes it. A store that can't be used is an event too. */
export interface StoreCalls {
  write(write: ClaimWrite): Promise<Event>;
  read(): Promise<Event>;
}

/**
 * Store calls for one delivery. A write whose acknowledgement was lost is repeated: its condition is then refused, and the
 * attempt looks and finds its own write.
 */
export function createStoreCalls({ ids, deadline, decision }: Delivery, { claims, now }: Ports): StoreCalls {
  const id = idsToClaimId(ids);
  const isUnlimited = isImmediate(claims);

  /** Of the milliseconds left, those that the call's repetitions may not use. */
  function keptFrom(kind: ClaimWrite["kind"] | "read", left: number): number {
    if (LAST.has(kind)) return 0;
    // Before the turn half of what is left: a store that hangs must not eat the time of the callback.
    return kind !== "read" && AFTER_TURN.has(kind) ? Math.min(POST_MS, left / 2) : left / 2;
  }

  async function call(
    kind: ClaimWrite["kind"] | "read",
    once: (options: CallOptions) => Promise<Event>,
  ): Promise<Event> {
    const begun = now();
    // What may be left out is tried once: the answer may be there any moment.
    const isBrief = kind === "announce";
    try {
      if (isUnlimited) return await once(UNLIMITED);
      return await callWithRetries(once, {
        now,
        until: isBrief ? begun + CALL_MS : deadline - keptFrom(kind, deadline - begun),
        eachMs: CALL_MS,
        late: "CLAIMS_UNAVAILABLE",
        most: isBrief ? 1 : MOST_TRIES,
        countsAll: kind === "read" || !AFTER_TURN.has(kind),
        mayRepeat: ({ code, fault }) => code !== "INTERNAL" && fault !== "configuration",
        onRetry: () => countRetry(decision, "claims"),
      });
    } catch (caught) {
      const error = BridgeError.from(caught);
      warnOf(decision, error, (why) => `claims-unavailable: ${why}`);
      if (!decision.error && !isBrief) fail(decision, error);
      return { type: "store-failed", now: now() };
    } finally {
      addTime(decision, "claims", now() - begun);
    }
  }

  return {
    write: (write) =>
      call(write.kind, async (options) => {
        const claim = await claims.write(id, write, options);
        if (claim === "refused") return { type: "refused" };
        return { type: "wrote", claim: claim === "none" ? undefined : claim };
      }),
    read: () => call("read", async (options) => ({ type: "read", claim: await claims.read(id, options), now: now() })),
  };
}

/**
 * A delivery's identity: an edit comes again with the same MessageId and, as inferred, a new CallbackId. The bot's own words have no message, and
 * no event is without its id.
 */
export function idsToClaimId({ MessageId, CallbackId }: Delivery["ids"]): string {
  return MessageId === "" ? CallbackId : `${MessageId}:${CallbackId}`;
}
