import type { EmulatedDelivery } from "../../delivery.ts";
import { saidToText } from "../chat/said-to-text.ts";
import { readShownMessage } from "./read-message.ts";

/** What the message of a delivery says, on one line: a bot's envelope as the channel shows it, not as JSON. */
export function deliveryToWords({ event }: EmulatedDelivery): string {
  const { Content, ContentType, Metadata } = event.ChannelMessage;
  const message = { Content: Content ?? "", ContentType: ContentType ?? undefined, Metadata: Metadata ?? undefined };
  return saidToText(readShownMessage(message).said);
}
