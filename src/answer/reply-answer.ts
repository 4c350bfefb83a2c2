import { eventToRelease, idsToDenial } from "../../mappers/answer/event-to-release.ts";
import { replyToCallback } from "../../mappers/answer/reply-to-callback.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import type { Reply } from "../../mappers/shapes/reply.ts";
import type { FailureAnswer } from "../../mappers/turn/failure-to-reply.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Answer } from "../ports/claims.ts";
import { unusableImages } from "../read/media.ts";
import { type Decision, messageToSizes } from "../read/record.ts";
import type { Question } from "../turn/question.ts";
import { errorToReply } from "./failure.ts";
import { pushOf, replyToMessages } from "./messages.ts";

/** How the question's failures are answered, where the reply itself can't be posted. */
export interface FailureFacts {
  readonly localeId: string;
  readonly sessionId: string;
}

/** A reply as what goes out for it, with the outcome, the losses and the sizes that belong to it. */
export async function replyToAnswer(reply: FailureAnswer, question: Question, facts: FailureFacts): Promise<Answer> {
  const { delivery, settings, bot } = question;
  const { ids, raw, decision } = delivery;
  const error = decision.error ? { error: decision.error } : {};
  const silence = reply.kind === "silence" ? bot.emptyReply : undefined;
  if (settings.delivery === "reply") {
    if (reply.kind === "release" || reply.kind === "deny" || (silence && silence !== "envelope")) {
      return silentAnswer(question);
    }
    return spokenAnswer(reply as Reply, question, facts);
  }
  if (reply.kind === "release" || silence === "release") {
    return { callback: eventToRelease(ids, raw), outcome: "released", ...error };
  }
  if (reply.kind === "deny" || silence === "deny") return { callback: idsToDenial(ids), outcome: "denied", ...error };
  const { callback, bytesBefore, losses } = replyToCallback(ids, question.message, reply as Reply, {
    input: settings.keepInput ? question.verdict.input : undefined,
    unusableImages: await unusableImages(reply.kind === "messages" ? reply.messages : []),
  });
  if (!callback) {
    const failure = errorToReply(new BridgeError("REPLY_TOO_LARGE"), delivery, bot, facts);
    return replyToAnswer(failure, question, facts);
  }
  const push = pushOf(reply as Reply, bot);
  if (push) callback.ChannelMessage.PushNotification = push;
  decision.losses = losses;
  decision.sizes = { ...messageToSizes(callback.ChannelMessage), contentBefore: bytesBefore };
  return { callback, outcome: decision.error ? "errored" : "replied", ...error };
}

/** In `reply`: the user's message is let through, and the bot says nothing. */
export function silentAnswer({ delivery: { ids, raw, decision } }: Pick<Question, "delivery">): Answer {
  const error = decision.error ? { error: decision.error } : {};
  return { callback: eventToRelease(ids, raw), parts: [], outcome: "released", ...error };
}

async function spokenAnswer(reply: Reply, question: Question, facts: FailureFacts): Promise<Answer> {
  const { delivery, bot } = question;
  const { ids, raw, decision } = delivery;
  const { messages, losses, bytesBefore } = await replyToMessages(reply, question);
  if (messages.length === 0) {
    const failure = errorToReply(new BridgeError("REPLY_TOO_LARGE"), delivery, bot, facts);
    return replyToAnswer(failure, question, facts);
  }
  const error = decision.error ? { error: decision.error } : {};
  decision.losses = losses;
  decision.sizes = { ...messagesToSizes(messages), contentBefore: bytesBefore };
  return {
    callback: eventToRelease(ids, raw),
    parts: messages,
    outcome: decision.error ? "errored" : "replied",
    ...error,
  };
}

/** The largest of each: that is what the limits are held against. */
function messagesToSizes(messages: readonly OutgoingMessage[]): Decision["sizes"] {
  const sizes = messages.map(messageToSizes);
  const largest = (name: "content" | "metadata" | "attributes") => Math.max(0, ...sizes.map((size) => size[name] ?? 0));
  return { content: largest("content"), metadata: largest("metadata"), attributes: largest("attributes") };
}
