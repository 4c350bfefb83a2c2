import { addressToTyping, type SignAddress } from "../../mappers/answer/sign-of-life.ts";
import { type Question, sha256Hex } from "../turn/question.ts";
import type { Signs } from "./mode.ts";

/** What people are shown while a bot thinks about this question, which it began to do at `begun`. What isn't kept in the channel gets no sign. */
export function questionToSigns(question: Question, begun: number): Signs {
  const { bot, message } = question;
  const { typingAfterMs } = bot;
  if (message.Persistence === "NON_PERSISTENT" || typingAfterMs === undefined) return {};
  return { typing: { at: begun + typingAfterMs, message: addressToTyping(addressOf(question, "typing")) } };
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
