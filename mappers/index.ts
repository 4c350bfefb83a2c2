/**
 * `chime-lex-bridge/mappers`: the pure half. No I/O, clock, environment or SDK; runs in a browser.
 * @module
 */

export { type DeliveryIds, eventToRelease, idsToBareRelease, idsToDenial } from "./answer/event-to-release.ts";
export { type Fitted, fit } from "./answer/fit.ts";
export { CUT_MARK } from "./answer/fit-texts.ts";
export { type Attributes, replyToAttributes } from "./answer/reply-to-attributes.ts";
export { type MappedReply, type ReplyRules, replyToCallback } from "./answer/reply-to-callback.ts";
export { type PartRules, type RepliedParts, type ReplyPart, replyToParts } from "./answer/reply-to-parts.ts";
export {
  GENERIC_PUSH_TEXT,
  type PushMode,
  type PushNotification,
  type PushRules,
  replyToPush,
} from "./answer/reply-to-push.ts";
export {
  type ButtonMessage,
  buttonToMessage,
  type PressOptions,
  type ReplyMessage,
} from "./client/button-to-message.ts";
export { BUTTON_KEY, type IdentifiedMessage, isStalePress, type Press, readPress } from "./client/press.ts";
export { type ReadableMessage, type ReadOptions, type ReadReply, readReply, type Said } from "./client/read-reply.ts";
export { buttonToLabel, replyToButtons } from "./client/reply-to-buttons.ts";
export { type ReadableReply, replyToText, type TextOptions } from "./client/reply-to-text.ts";
export { GATE_STEPS, type GateStep, gate, type Trace, type TraceStep, type Verdict } from "./gate/gate.ts";
export type { GateBot, GateRules } from "./gate/gate-rules.ts";
export { findMentions, type Mentioning, type MentionSearch } from "./gate/mentions.ts";
export { type NativeReplyRules, nativeReply } from "./gate/native-reply.ts";
export { stepToName } from "./gate/step-to-name.ts";
export { stripMention } from "./gate/strip-mention.ts";
export type { Attachment } from "./message/attachments.ts";
export { type LookedUp, mergeLookup } from "./message/merge-lookup.ts";
export { messageToText } from "./message/message-to-text.ts";
export { INPUT_KEY, inputToMetadata } from "./message/metadata.ts";
export { type Callback, WrittenCallback } from "./shapes/callback.ts";
export { ChannelMessage } from "./shapes/channel-message.ts";
export { LEX_ERROR_TYPE, LEX_MESSAGES_TYPE } from "./shapes/content-types.ts";
export { LexButton, LexCard, LexMessage } from "./shapes/lex-message.ts";
export * as limits from "./shapes/limits.ts";
export { ProcessorEvent } from "./shapes/processor-event.ts";
export { LOSS_KINDS, type Loss, type LossKind, type Reply, type TurnFacts } from "./shapes/reply.ts";
export { type TurnRequest, TurnResult } from "./shapes/turn.ts";
export { cleanLine, cleanText } from "./text/clean-text.ts";
export { httpsAddress } from "./text/https-address.ts";
export { markdownToText } from "./text/markdown-to-text.ts";
export { splitText } from "./text/split-text.ts";
export { ssmlToText } from "./text/ssml-to-text.ts";
export { type FailureAnswer, type FailurePolicy, failureToReply } from "./turn/failure-to-reply.ts";
export { messageToSession, type SessionPolicy, type Sha256Hex } from "./turn/message-to-session.ts";
export { isTextTooLong, messageToTurn, type TurnTarget } from "./turn/message-to-turn.ts";
export { type ExportRules, turnToExports } from "./turn/turn-to-exports.ts";
export { turnToReply } from "./turn/turn-to-reply.ts";
export { errorText } from "./words/error-text.ts";
