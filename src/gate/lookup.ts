import { mergeLookup } from "../../mappers/message/merge-lookup.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import type { Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Look } from "../ports/look.ts";
import type { Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { addTime, warnOf } from "../read/record.ts";

/**
 * A message as Chime shows it to our bots. `seen`: Target, attributes and content type are known. `hidden`: no bot may see it, so
 * none may answer. `unknown`: Chime couldn't be asked, and the message might be a private question.
 */
export interface LookedUpMessage {
  readonly kind: "seen" | "hidden" | "unknown" | "not-asked";
  readonly message: ChannelMessage;
}

/** A message released a moment ago may not be readable yet (unverified), so after a refusal we ask once more. */
const SECOND_LOOK_MS = 150;

/**
 * Reads the message back after its release, as one bot after another until one may see it. Never throws; the record says what
 * failed.
 */
export type LookUp = (
  message: ChannelMessage,
  delivery: Delivery,
  rules: { readonly until: number; readonly looks: number },
) => Promise<LookedUpMessage>;

export function createLookup(
  { lookup, bots }: Pick<Settings, "lookup" | "bots">,
  { getChannelMessage, now }: Pick<Ports, "getChannelMessage" | "now">,
  look: Look,
): LookUp {
  const bearers = bots.flatMap(({ appInstanceBotArn }) => appInstanceBotArn ?? []);

  async function lookAs(ChimeBearer: string, message: ChannelMessage, until: number): Promise<ChannelMessage> {
    const { ChannelArn, MessageId, SubChannelId } = message;
    const view = { ChannelArn, MessageId, ChimeBearer, ...(SubChannelId ? { SubChannelId } : {}) };
    const stored = await look((options) => getChannelMessage(view, options), { bearer: ChimeBearer, until });
    return mergeLookup(message, stored);
  }

  return async (message, { decision }, { until, looks }) => {
    if (!lookup) return { kind: "not-asked", message };
    // A message that isn't stored can't be read back (API_messaging-chime_GetChannelMessage).
    if (message.Persistence === "NON_PERSISTENT") return { kind: "unknown", message };
    const begun = now();
    let refused: BridgeError | undefined;
    try {
      for (let nth = 1; nth <= looks; nth++) {
        if (nth > 1) await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
        for (const bearer of bearers) {
          try {
            return { kind: "seen", message: await lookAs(bearer, message, until) };
          } catch (caught) {
            const error = BridgeError.from(caught);
            if (error.code !== "LOOKUP_REFUSED") {
              warnOf(decision, error, (why) => `lookup-failed: ${why} The reply is shown to the sender alone.`);
              return { kind: "unknown", message };
            }
            refused = error;
          }
        }
      }
      if (refused) {
        const { fix } = refused;
        warnOf(decision, refused, (why) => `lookup-refused: ${why} ${fix}`);
      }
      return { kind: "hidden", message };
    } finally {
      addTime(decision, "lookup", now() - begun);
    }
  };
}
