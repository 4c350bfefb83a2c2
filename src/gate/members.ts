import { BridgeError } from "../errors/bridge-error.ts";
import { keepRecent } from "../ports/keep-recent.ts";
import type { Look } from "../ports/look.ts";
import type { ChannelView, CountMembers, Now } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { warnOf } from "../read/record.ts";

/** How many members a channel has, as far as AUTO needs to know: up to three. */
export type MemberCounter = (view: ChannelView, delivery: Delivery, until: number) => Promise<number | "unknown">;

const LIFE_MS = 60_000;
const CHANNELS_MAX = 1_000;
/** AUTO asks whether there is exactly one other member: more than three are as good as three. */
const AT_MOST = 3;

/**
 * Counts members, at most once a minute for each channel: people come and go, and for that long AUTO uses the older count. A
 * failed count is unknown, a warning in the record, and not remembered.
 */
export function createMembers(
  { countMembers, now }: { readonly countMembers: CountMembers; readonly now: Now },
  look: Look,
): MemberCounter {
  const known = new Map<string, { readonly count: number; readonly expires: number }>();
  return async (view, { decision }, until) => {
    const key = `${view.ChannelArn} ${view.SubChannelId ?? ""}`;
    const kept = known.get(key);
    if (kept && kept.expires > now()) return kept.count;
    known.delete(key);
    try {
      const rules = { bearer: view.ChimeBearer, until, frequency: "rare" } as const;
      const count = await look((options) => countMembers({ ...view, atMost: AT_MOST }, options), rules);
      keepRecent(known, [key, { count, expires: now() + LIFE_MS }], CHANNELS_MAX);
      return count;
    } catch (caught) {
      const error = BridgeError.from(caught);
      warnOf(decision, error, (why) => `members-unknown: ${error.code} ${why} ${error.fix}`);
      return "unknown";
    }
  };
}
