/**
 * `chime-lex-bridge/mappers`: the pure half. No I/O, clock, environment or SDK; runs in a browser.
 * @module
 */
export type { Attachment } from "./attachments.ts";
export { type ButtonMessage, buttonToMessage, type PressOptions, type ReplyMessage } from "./button-to-message.ts";
export { cleanLine, cleanText } from "./clean-text.ts";
export { errorText } from "./error-text.ts";
export { type DeliveryIds, eventToRelease, idsToBareRelease, idsToDenial } from "./event-to-release.ts";
export { type FailureAnswer, type FailurePolicy, failureToReply } from "./failure-to-reply.ts";
export { type Fitted, fit } from "./fit.ts";
export { CUT_MARK } from "./fit-texts.ts";
export { GATE_STEPS, type GateStep, gate, type Trace, type TraceStep, type Verdict } from "./gate.ts";
export type { GateBot, GateRules } from "./gate-rules.ts";
export { httpsAddress } from "./https-address.ts";
export { INPUT_KEY, inputToMetadata } from "./input-to-metadata.ts";
export { markdownToText } from "./markdown-to-text.ts";
export { findMentions, type Mentioning, type MentionSearch } from "./mentions.ts";
export { type LookedUp, mergeLookup } from "./merge-lookup.ts";
export { messageToSession, type SessionPolicy, type Sha256Hex } from "./message-to-session.ts";
export { messageToText } from "./message-to-text.ts";
export { isTextTooLong, messageToTurn, type TurnTarget } from "./message-to-turn.ts";
export { type NativeReplyRules, nativeReply } from "./native-reply.ts";
export { BUTTON_KEY, type IdentifiedMessage, isStalePress, type Press, readPress } from "./press.ts";
export { type ReadableMessage, type ReadOptions, type ReadReply, readReply, type Said } from "./read-reply.ts";
export { type Attributes, replyToAttributes } from "./reply-to-attributes.ts";
export { buttonToLabel, replyToButtons } from "./reply-to-buttons.ts";
export { type MappedReply, type ReplyRules, replyToCallback } from "./reply-to-callback.ts";
export { type PartRules, type RepliedParts, type ReplyPart, replyToParts } from "./reply-to-parts.ts";
export {
  GENERIC_PUSH_TEXT,
  type PushMode,
  type PushNotification,
  type PushRules,
  replyToPush,
} from "./reply-to-push.ts";
export { type ReadableReply, replyToText, type TextOptions } from "./reply-to-text.ts";
export { type Callback, WrittenCallback } from "./shapes/callback.ts";
export { ChannelMessage } from "./shapes/channel-message.ts";
export { LEX_ERROR_TYPE, LEX_MESSAGES_TYPE } from "./shapes/content-types.ts";
export { LexButton, LexCard, LexMessage } from "./shapes/lex-message.ts";
export * as limits from "./shapes/limits.ts";
export { ProcessorEvent } from "./shapes/processor-event.ts";
export { LOSS_KINDS, type Loss, type LossKind, type Reply, type TurnFacts } from "./shapes/reply.ts";
export { type TurnRequest, TurnResult } from "./shapes/turn.ts";
export { splitText } from "./split-text.ts";
export { ssmlToText } from "./ssml-to-text.ts";
export { stripMention } from "./strip-mention.ts";
export { type ExportRules, turnToExports } from "./turn-to-exports.ts";
export { turnToReply } from "./turn-to-reply.ts";
