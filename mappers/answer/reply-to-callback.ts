import { inputToMetadata } from "../message/metadata.ts";
import type { Callback } from "../shapes/callback.ts";
import type { ChannelMessage } from "../shapes/channel-message.ts";
import { LEX_ERROR_TYPE, LEX_MESSAGES_TYPE } from "../shapes/content-types.ts";
import { CONTENT_MAX_BYTES } from "../shapes/limits.ts";
import type { Loss, Reply } from "../shapes/reply.ts";
import type { DeliveryIds } from "./event-to-release.ts";
import { type Fitted, fit } from "./fit.ts";
import { replyToAttributes } from "./reply-to-attributes.ts";

/** What the mapping needs besides the message and the reply. */
export interface ReplyRules {
  /** The user's words, to be kept in Metadata; undefined where `keepInput` is off. */
  readonly input: string | undefined;
  /** Addresses in cards that no client should load (`src/read/media.ts`). */
  readonly unusableImages?: ReadonlySet<string>;
}

/** `callback` is undefined if nothing of the reply fits. `bytesBefore` is the size of the envelope before fitting. */
export interface MappedReply {
  readonly callback: Callback | undefined;
  readonly bytesBefore: number;
  readonly losses: readonly Loss[];
}

/**
 * A reply as the callback that puts it in place of the in-flight message. Silence becomes `{"Messages":[]}`, which is what
 * an AppInstanceBot itself posts (`docs/facts.md` §1.1). PushNotification is left out: in the event it holds the user's words.
 */
export function replyToCallback(
  ids: DeliveryIds,
  message: ChannelMessage,
  reply: Reply,
  rules: ReplyRules,
): MappedReply {
  const { content, bytesBefore, losses } = replyToContent(reply, rules.unusableImages);
  if (content === undefined) return { callback: undefined, bytesBefore, losses };
  const { attributes, losses: attributeLosses } = replyToAttributes(reply.facts, message);
  const metadata = rules.input === undefined ? message.Metadata : inputToMetadata(rules.input, message.Metadata);
  const callback: Callback = {
    CallbackId: ids.CallbackId,
    ChannelArn: ids.ChannelArn,
    ChannelMessage: {
      MessageId: ids.MessageId,
      Content: content,
      ContentType: reply.kind === "error" ? LEX_ERROR_TYPE : LEX_MESSAGES_TYPE,
      ...(typeof metadata === "string" ? { Metadata: metadata } : {}),
      ...(Object.keys(attributes).length > 0 ? { MessageAttributes: attributes } : {}),
      ...(message.SubChannelId ? { SubChannelId: message.SubChannelId } : {}),
    },
  };
  return { callback, bytesBefore, losses: [...losses, ...attributeLosses] };
}

function replyToContent(reply: Reply, unusableImages?: ReadonlySet<string>): Fitted {
  if (reply.kind === "messages") return fit(reply.messages, CONTENT_MAX_BYTES, unusableImages);
  const content = reply.kind === "error" ? JSON.stringify({ Code: reply.code }) : JSON.stringify({ Messages: [] });
  return { content, bytesBefore: content.length, losses: [] };
}
