import type { DeliveryIds } from "../../mappers/answer/event-to-release.ts";
import { replyToAttributes } from "../../mappers/answer/reply-to-attributes.ts";
import { replyToParts } from "../../mappers/answer/reply-to-parts.ts";
import { replyToPush } from "../../mappers/answer/reply-to-push.ts";
import { markToMetadata } from "../../mappers/message/metadata.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import type { Loss, Reply } from "../../mappers/shapes/reply.ts";
import type { BotSettings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { unusableImages } from "../read/media.ts";
import { type Question, sha256Hex } from "../turn/question.ts";

/** A reply's push notification, as the bot's policies define it, in either delivery mode. */
export function pushOf(reply: Reply, { push, pushTitle = "" }: Pick<BotSettings, "push" | "pushTitle">) {
  return replyToPush(reply, { push, title: pushTitle });
}

/**
 * A reply as the messages that the bot sends, in their order: one where it fits, each with its own token, by which Chime takes it
 * once, and a mark in Metadata, by which it is found again (API_messaging-chime_SendChannelMessage).
 */
export async function replyToMessages(
  reply: Reply,
  { message, delivery, bot, isPrivate }: Pick<Question, "message" | "delivery" | "bot" | "isPrivate">,
): Promise<{ messages: OutgoingMessage[]; losses: readonly Loss[]; bytesBefore: number }> {
  const { ChannelArn, MessageId, CallbackId } = delivery.ids;
  const ChimeBearer = bot.appInstanceBotArn;
  if (!ChimeBearer) throw new BridgeError("INTERNAL", "A bot without an AppInstanceBot can't speak.");
  const images = await unusableImages(reply.kind === "messages" ? reply.messages : []);
  const { parts, bytesBefore, losses } = replyToParts(reply, { unusableImages: images, emptyReply: bot.emptyReply });
  // The user's own attributes stay with the user's message: carried over, its mentions would notify people again.
  const { MessageAttributes: _, ...bare } = message;
  const { attributes, losses: attributeLosses } = replyToAttributes(reply.facts, bare);
  const push = pushOf(reply, bot);
  const mark = replyMark(delivery.ids);
  const messages = parts.map(
    ({ content, contentType }, at): OutgoingMessage => ({
      ChannelArn,
      ChimeBearer,
      Content: content,
      ContentType: contentType,
      Persistence: message.Persistence === "NON_PERSISTENT" ? "NON_PERSISTENT" : "PERSISTENT",
      ClientRequestToken: sha256Hex(`${MessageId}:${CallbackId}:${at}`),
      Metadata: markToMetadata({ reply: mark, part: at + 1, parts: parts.length }),
      ...(Object.keys(attributes).length > 0 ? { MessageAttributes: attributes } : {}),
      ...(message.SubChannelId ? { SubChannelId: message.SubChannelId } : {}),
      ...(isPrivate ? { Target: [{ MemberArn: message.Sender.Arn }] } : {}),
      ...(push && at === 0 ? { PushNotification: { ...push } } : {}),
    }),
  );
  return { messages, losses: [...losses, ...attributeLosses], bytesBefore };
}

/** What all parts of one reply have in their marks. */
export function replyMark({ MessageId, CallbackId }: DeliveryIds): string {
  return sha256Hex(`${MessageId}:${CallbackId}`).slice(0, 32);
}
