import type { ChannelState } from "../state/channel-state.ts";
import { CALLBACK_MAX_MS } from "./callback.ts";
import { settleEntry } from "./enter-flow.ts";

/** Ends what waits for its callback for over 48 hours. That it is FAILED then is unverified (`docs/facts.md` §2). */
export function expire(state: ChannelState): void {
  for (const entry of state.store.pending()) {
    if (entry.delivery === undefined || state.now() - entry.delivery.at <= CALLBACK_MAX_MS) continue;
    settleEntry(state, entry, { Value: "FAILED", Detail: "The processor didn't call back in time." });
  }
}
