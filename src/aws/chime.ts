import { BridgeError } from "../errors/bridge-error.ts";
import { CALLBACK_REFUSALS, SEND_REFUSALS, UPDATE_REFUSALS } from "../errors/refusals.ts";
import type { ChannelFlowCallback, SendChannelMessage, UpdateChannelMessage } from "../ports/ports.ts";
import { type ChimeReads, channelRegion, chimeReads } from "./chime-reads.ts";
import { sdkToError } from "./sdk-error.ts";
import type { Wire } from "./wire.ts";

export interface ChimePorts extends ChimeReads {
  readonly channelFlowCallback: ChannelFlowCallback;
  readonly sendChannelMessage: SendChannelMessage;
  readonly updateChannelMessage: UpdateChannelMessage;
}

/** The Chime SDK messaging operations that the bridge uses, one attempt each, in the region that the channel's ARN names. */
export function chimePorts(wire: Wire): ChimePorts {
  return {
    channelFlowCallback: async (callback, { signal }) => {
      // An `undefined` one would be replaced by a random one: the SDK takes it for an idempotency token (§1.3).
      if (!callback.CallbackId) throw new BridgeError("INTERNAL", "A callback without CallbackId.");
      try {
        await wire("ChannelFlowCallback", callback, { region: channelRegion(callback), signal });
      } catch (caught) {
        throw sdkToError(caught, CALLBACK_REFUSALS);
      }
    },
    sendChannelMessage: async (message, { signal }) => {
      try {
        const input = { Type: "STANDARD", ...message };
        const { MessageId } = await wire("SendChannelMessage", input, { region: channelRegion(message), signal });
        return { MessageId: typeof MessageId === "string" ? MessageId : "" };
      } catch (caught) {
        throw sdkToError(caught, SEND_REFUSALS);
      }
    },
    updateChannelMessage: async (edit, { signal }) => {
      try {
        await wire("UpdateChannelMessage", edit, { region: channelRegion(edit), signal });
      } catch (caught) {
        throw sdkToError(caught, UPDATE_REFUSALS);
      }
    },
    ...chimeReads(wire),
  };
}
