import { mergeLookup } from "../../mappers/message/merge-lookup.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import type { Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { callOnce, callWithRetries } from "../ports/calls.ts";
import type { Pace } from "../ports/pace.ts";
import type { Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { addTime, warn } from "../read/record.ts";

/**
 * A message as Chime shows it to our bots. `seen`: Target, attributes and content type are known. `hidden`: no bot may see it, so
 * none may answer. `unknown`: Chime couldn't be asked, and a private question might be one.
 */
export interface LookedUpMessage {
  readonly kind: "seen" | "hidden" | "unknown" | "not-asked";
  readonly message: ChannelMessage;
}

const CALL_MS = 2_000;
/** Tries of what doesn't pass by itself; a throttle is waited for while the turn has time. */
const MOST_TRIES = 3;
/** What was released a moment ago may not be readable at once (unverified), so a refusal is asked once more. */
const SECOND_LOOK_MS = 150;

/** Reads the message back after its release, as each bot until one may see it. Never throws; the record says what failed. */
export type LookUp = (
  message: ChannelMessage,
  delivery: Delivery,
  rules: { readonly until: number; readonly looks: number },
) => Promise<LookedUpMessage>;

const RULES = {
  late: "LOOKUP_FAILED",
  most: MOST_TRIES,
  mayRepeat: ({ code }: BridgeError) => code === "LOOKUP_FAILED" || code === "LOOKUP_THROTTLED",
  onRetry: () => {},
} as const;

export function createLookup(
  { lookup, bots }: Pick<Settings, "lookup" | "bots">,
  { getChannelMessage, now }: Pick<Ports, "getChannelMessage" | "now">,
  pace: Pace,
): LookUp {
  const bearers = bots.flatMap(({ appInstanceBotArn }) => appInstanceBotArn ?? []);

  async function lookAs(ChimeBearer: string, message: ChannelMessage, until: number): Promise<ChannelMessage> {
    if (!(await pace(ChimeBearer, until))) throw new BridgeError("LOOKUP_FAILED", "The bot is over its own rate.");
    const { ChannelArn, MessageId, SubChannelId } = message;
    const view = { ChannelArn, MessageId, ChimeBearer, ...(SubChannelId ? { SubChannelId } : {}) };
    const call = Math.min(CALL_MS, (until - now()) / 2);
    const stored = await callOnce((options) => getChannelMessage(view, options), call, "LOOKUP_FAILED");
    return mergeLookup(message, stored);
  }

  return async (message, { decision }, { until, looks }) => {
    if (!lookup) return { kind: "not-asked", message };
    // What isn't kept can't be read back (API_messaging-chime_GetChannelMessage).
    if (message.Persistence === "NON_PERSISTENT") return { kind: "unknown", message };
    const begun = now();
    let refused: BridgeError | undefined;
    try {
      for (let look = 1; look <= looks; look++) {
        if (look > 1) await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
        for (const bearer of bearers) {
          try {
            return {
              kind: "seen",
              message: await callWithRetries(() => lookAs(bearer, message, until), { ...RULES, now, until }),
            };
          } catch (caught) {
            const error = BridgeError.from(caught);
            if (error.code !== "LOOKUP_REFUSED") {
              const why = error.detail ?? error.code;
              warn(decision, `lookup-failed: ${why} The reply is shown to the sender alone.`);
              return { kind: "unknown", message };
            }
            refused = error;
          }
        }
      }
      if (refused) warn(decision, `lookup-refused: ${refused.detail ?? refused.code} ${refused.fix}`);
      return { kind: "hidden", message };
    } finally {
      addTime(decision, "lookup", now() - begun);
    }
  };
}
