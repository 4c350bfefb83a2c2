import type { Delivery } from "./delivery.ts";
import { openDecision, warn } from "./record.ts";
import { DEADLINE_IGNORED, type DeliveryTime } from "./time.ts";

/** Where words of the bot's own accord go, and how they are claimed. */
interface OwnAddress {
  readonly channelArn: string;
  /** `say:` and a hash of channel, bot and token: it stands where a delivery has its callback's id. */
  readonly id: string;
}

/** Words of the bot's own accord as a delivery without a message: nothing came, nothing is let through, and no callback is owed. */
export function openOwn({ channelArn, id }: OwnAddress, { begun, deadline, isAsAsked }: DeliveryTime): Delivery {
  const ids = { CallbackId: id, ChannelArn: channelArn, MessageId: "" };
  const decision = openDecision(ids);
  if (!isAsAsked) warn(decision, DEADLINE_IGNORED);
  return { ids, raw: {}, isContentChanged: false, isReleased: true, isOwn: true, begun, deadline, decision };
}
