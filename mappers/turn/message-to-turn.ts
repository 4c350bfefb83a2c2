import { type Attachment, attachmentsToAttributes } from "../message/attachments.ts";
import type { ChannelMessage } from "../shapes/channel-message.ts";
import { LEX_TEXT_MAX } from "../shapes/limits.ts";
import type { TurnRequest } from "../shapes/turn.ts";
import { cutAtWord } from "../text/cut-text.ts";

/** The bot to ask, and the conversation. */
export interface TurnTarget {
  readonly botId: string;
  readonly botAliasId: string;
  readonly localeId: string;
  readonly sessionId: string;
}

/**
 * What Lex is asked for this message. `CHIME.channel.arn` and `CHIME.sender.arn` are what an AppInstanceBot sends itself
 * (`docs/facts.md` §3); `CHIME.message.id` is ours, so that a code hook can tell the message. A text over 1024 UTF-16 units
 * is cut at a word: a caller who doesn't want that asks `isTextTooLong` first.
 */
export function messageToTurn(
  message: ChannelMessage,
  text: string,
  target: TurnTarget,
  attachments: readonly Attachment[] = [],
): TurnRequest {
  return {
    ...target,
    // A single character longer than all that Lex takes (a letter with a thousand marks) leaves nothing: then it is split.
    text: cutAtWord(text, LEX_TEXT_MAX) || text.slice(0, LEX_TEXT_MAX).toWellFormed(),
    requestAttributes: {
      "CHIME.channel.arn": message.ChannelArn,
      "CHIME.sender.arn": message.Sender.Arn,
      "CHIME.message.id": message.MessageId,
      ...attachmentsToAttributes(attachments),
    },
  };
}

/** Whether Lex would refuse the text for its length. */
export function isTextTooLong(text: string): boolean {
  return text.length > LEX_TEXT_MAX;
}
