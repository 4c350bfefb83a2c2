import { eventToRelease, idsToDenial } from "../../mappers/answer/event-to-release.ts";
import { nativeReply } from "../../mappers/gate/native-reply.ts";
import { metadataToAttributes, metadataToMark } from "../../mappers/message/metadata.ts";
import type { Callback } from "../../mappers/shapes/callback.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { LEX_MESSAGES_TYPE } from "../../mappers/shapes/content-types.ts";
import type { Settings } from "../config/settings.ts";
import type { BridgeError } from "../errors/bridge-error.ts";
import type { Answer } from "../ports/claims.ts";
import type { Delivery } from "../read/delivery.ts";
import { fail, stop } from "../read/record.ts";
import { failureText } from "./failure.ts";

/** A delivery that ends without the bot. A release with an error in the record means that the bridge itself failed. */
export function endingToAnswer(kind: "release" | "deny", { ids, raw, decision }: Delivery): Answer {
  const error = decision.error ? { error: decision.error } : {};
  if (kind === "deny") return { callback: idsToDenial(ids), outcome: "denied", ...error };
  return { callback: eventToRelease(ids, raw), outcome: decision.error ? "failed" : "released", ...error };
}

/** Whatever else is wrong, a delivery with its three ids is called back: unchanged, logged as an error, outcome `failed`. */
export function breakOff(delivery: Delivery, error: BridgeError): Answer {
  fail(delivery.decision, error);
  return endingToAnswer("release", delivery);
}

/**
 * What happens to another bot's raw reply as it passes through: an empty envelope dropped, `{"Code":403}` in words. Only where it
 * is asked for, and only if such messages reach the flow (`docs/facts.md` §1.2).
 */
export function nativeAnswer(message: ChannelMessage, delivery: Delivery, settings: Settings): Answer | undefined {
  const { nativeEmpty, nativeError, bots } = settings;
  const isOurs = (arn: string) => bots.some(({ appInstanceBotArn }) => appInstanceBotArn === arn);
  const ruling = nativeReply(message, { empty: nativeEmpty, error: nativeError }, isOurs);
  if (ruling === undefined) return undefined;
  const { ids, raw, decision } = delivery;
  const kind = ruling === "deny" ? "deny" : "release";
  const because =
    ruling === "deny" ? "an empty reply of another bot" : `code ${ruling.code} of another bot, told in words`;
  stop(decision, kind, { step: "nativeReply", because });
  if (ruling === "deny") return { callback: idsToDenial(ids), outcome: "denied" };
  const Content = JSON.stringify({
    Messages: [{ Content: failureText(ruling.code, bots[0], bots[0].localeId), ContentType: "PlainText" }],
  });
  const release = eventToRelease(ids, raw);
  const { PushNotification: _, ...kept } = release.ChannelMessage;
  return {
    callback: { ...release, ChannelMessage: { ...kept, Content, ContentType: LEX_MESSAGES_TYPE } },
    outcome: "replied",
  };
}

/** A callback made by other code. It gets this delivery's ids, whatever its own say. */
export function chosenToAnswer(
  chosen: Callback,
  { ids: { CallbackId, ChannelArn, MessageId } }: Delivery,
): Partial<Answer> {
  const callback = { ...chosen, CallbackId, ChannelArn, ChannelMessage: { ...chosen.ChannelMessage, MessageId } };
  return { callback, ...(chosen.DeleteResource ? { outcome: "denied" } : {}) };
}

/**
 * A bot's own message on its way through the flow is let through as it came. The edit that replaces a placeholder brings its attributes
 * along in Metadata, since only its callback can set them; what Chime makes of that is unverified.
 */
export function ownMessageToAnswer(
  { Sender, Metadata }: ChannelMessage,
  delivery: Delivery,
  settings: Settings,
): Answer {
  const release = endingToAnswer("release", delivery);
  const isOurs = settings.bots.some(({ appInstanceBotArn }) => appInstanceBotArn === Sender.Arn);
  const carried = isOurs && metadataToMark(Metadata) ? metadataToAttributes(Metadata) : undefined;
  if (!carried) return release;
  const { callback } = release;
  const { attributes: MessageAttributes, metadata } = carried;
  const ChannelMessage = { ...callback.ChannelMessage, Metadata: metadata, MessageAttributes };
  return { ...release, callback: { ...callback, ChannelMessage } };
}
