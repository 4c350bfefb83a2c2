import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import type { ChannelState } from "../state/channel-state.ts";

const FIX = "Pass the MessageId of a STANDARD message that was sent while there was a processor.";

/** Invokes the processor again with the event of a message's newest delivery. Throws USAGE. */
export function redeliver(state: ChannelState, messageId: string): void {
  const delivery = state.store.byMessageId(messageId)?.delivery;
  if (delivery === undefined) throw new BridgeError("USAGE", "No such message went through the flow.", { fix: FIX });
  state.invocations.start(delivery.event);
}
