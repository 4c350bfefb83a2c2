import { createHash } from "node:crypto";
import { metadataToAttachments } from "../mappers/attachments.ts";
import { eventToRelease, idsToDenial } from "../mappers/event-to-release.ts";
import { type FailureAnswer, failureToReply } from "../mappers/failure-to-reply.ts";
import type { Verdict } from "../mappers/gate.ts";
import { messageToSession } from "../mappers/message-to-session.ts";
import { isTextTooLong, messageToTurn } from "../mappers/message-to-turn.ts";
import { replyToCallback } from "../mappers/reply-to-callback.ts";
import type { Callback } from "../mappers/shapes/callback.ts";
import type { ChannelMessage } from "../mappers/shapes/channel-message.ts";
import { turnToReply } from "../mappers/turn-to-reply.ts";
import type { Settings } from "./config.ts";
import { callbackToSizes, type Decision, errorToRecord } from "./decision.ts";
import type { Delivery } from "./delivery.ts";
import { BridgeError } from "./errors.ts";
import { unusableImages, withTypes } from "./media.ts";
import type { Ports } from "./ports.ts";
import { takeTurn } from "./turn.ts";

/** What the bot says to a message, or that it says nothing. */
export type Answer = FailureAnswer;

/** Asks Lex once. A turn that fails has an answer too: what `onFailure` says. */
export async function verdictToAnswer(
  verdict: Verdict,
  message: ChannelMessage,
  { decision, deadline }: Delivery,
  settings: Settings,
  ports: Ports,
): Promise<Answer> {
  if (verdict.kind === "release") return { kind: "release" };
  const sessionId = messageToSession(message, settings.session, sha256Hex);
  decision.sessionId = sessionId;
  try {
    if (settings.longText === "error" && isTextTooLong(verdict.text)) throw new BridgeError("TEXT_TOO_LONG");
    const { botId, botAliasId, localeId } = settings.bot;
    const attachments = await withTypes(metadataToAttachments(message.Metadata, settings.attachmentsPath));
    const request = messageToTurn(message, verdict.text, { botId, botAliasId, localeId, sessionId }, attachments);
    const result = await takeTurn(request, ports, turnEnd(ports.now(), deadline, settings), decision);
    const reply = turnToReply(result, sessionId);
    decision.intent = { name: reply.facts?.intentName, state: reply.facts?.intentState };
    if (settings.logContent) decision.content = { text: request.text, messages: result.messages ?? [] };
    return reply;
  } catch (caught) {
    return failureToAnswer(BridgeError.from(caught), sessionId, decision, settings);
  }
}

/** An answer as the one callback that goes out, with the outcome, the losses and the sizes that belong to it. */
export async function answerToCallback(
  answer: Answer,
  verdict: Verdict,
  message: ChannelMessage,
  delivery: Delivery,
  settings: Settings,
): Promise<Callback> {
  const { ids, raw, decision } = delivery;
  const silence = answer.kind === "silence" ? settings.emptyReply : undefined;
  if (answer.kind === "release" || silence === "release") {
    decision.outcome = "released";
    return eventToRelease(ids, raw);
  }
  if (answer.kind === "deny" || silence === "deny") {
    decision.outcome = "denied";
    return idsToDenial(ids);
  }
  const input = settings.keepInput && verdict.kind === "turn" ? verdict.input : undefined;
  const { callback, bytesBefore, losses } = replyToCallback(ids, message, answer, {
    input,
    unusableImages: await unusableImages(answer.kind === "messages" ? answer.messages : []),
  });
  if (!callback) {
    const failure = failureToAnswer(
      new BridgeError("REPLY_TOO_LARGE"),
      answer.facts?.sessionId ?? "",
      decision,
      settings,
    );
    return answerToCallback(failure, verdict, message, delivery, settings);
  }
  decision.outcome = decision.error ? "errored" : "replied";
  decision.losses = losses;
  decision.sizes = { ...callbackToSizes(callback), contentBefore: bytesBefore };
  return callback;
}

function failureToAnswer(error: BridgeError, sessionId: string, decision: Decision, settings: Settings): Answer {
  decision.error = errorToRecord(error);
  return failureToReply(error.wire, settings.onFailure, sessionId, settings.failureText);
}

/** A slice of the time is always kept for the callback: a third of it where a function has little, `reserveMs` where it has more. */
export function turnEnd(now: number, deadline: number, { turnTimeoutMs, reserveMs }: Settings): number {
  const left = deadline - now;
  return now + Math.min(turnTimeoutMs, left - Math.min(reserveMs, left / 3));
}

function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
