import { replyToAttributes } from "../../mappers/answer/reply-to-attributes.ts";
import { addressToTyping, type SignAddress, textToPlaceholder } from "../../mappers/answer/sign-of-life.ts";
import { thinkingText } from "../../mappers/words/thinking-text.ts";
import type { BotSettings } from "../config/settings.ts";
import { type Question, sha256Hex } from "../turn/question.ts";
import { replyMark } from "./messages.ts";
import type { DueSign, Signs } from "./mode.ts";

/** A placeholder takes so long at most: later, the answer could wait for it in vain. */
const PLACING_MS = 3_000;

/**
 * What people are shown while a bot thinks about this question in this language, which it began to do at `begun`. What isn't kept in the channel gets no
 * sign.
 */
export function questionToSigns(question: Question, begun: number, localeId: string): Signs {
  const { bot, message } = question;
  const { typingAfterMs, placeholderAfterMs } = bot;
  if (message.Persistence === "NON_PERSISTENT") return {};
  const typing = typingAfterMs === undefined ? undefined : addressToTyping(addressOf(question, "typing"));
  return {
    ...(typing ? { typing: { at: begun + (typingAfterMs ?? 0), message: typing } } : {}),
    ...(placeholderAfterMs === undefined || begun + placeholderAfterMs > question.latest - PLACING_MS
      ? {}
      : { placeholder: placeholderOf(question, begun + placeholderAfterMs, localeId) }),
  };
}

function placeholderOf(question: Question, at: number, localeId: string): DueSign {
  const { bot, delivery, message, sessionId } = question;
  const { MessageAttributes: _, ...bare } = message;
  const { attributes } = replyToAttributes({ sessionId }, bare);
  const words = { text: textFor(localeId, bot), reply: replyMark(delivery.ids), attributes };
  return { at, message: textToPlaceholder(addressOf(question, "placeholder"), words) };
}

/** The closest text that is configured, else the bridge's own. */
function textFor(localeId: string, { placeholderTexts }: Pick<BotSettings, "placeholderTexts">): string {
  const locales = [localeId, localeId.split("_")[0] ?? "", "*"];
  return locales.map((locale) => placeholderTexts[locale]).find((text) => text !== undefined) ?? thinkingText(localeId);
}

function addressOf({ message, delivery, bot, isPrivate }: Question, sign: string): SignAddress {
  const { ChannelArn, MessageId, CallbackId } = delivery.ids;
  return {
    ChannelArn,
    ChimeBearer: bot.appInstanceBotArn ?? "",
    ClientRequestToken: sha256Hex(`${MessageId}:${CallbackId}:${sign}`),
    ...(message.SubChannelId ? { SubChannelId: message.SubChannelId } : {}),
    ...(isPrivate ? { Target: [{ MemberArn: message.Sender.Arn }] } : {}),
  };
}
