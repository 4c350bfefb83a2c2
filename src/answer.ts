import { createHash } from "node:crypto";
import { metadataToAttachments } from "../mappers/attachments.ts";
import { eventToRelease, idsToDenial } from "../mappers/event-to-release.ts";
import { type FailureAnswer, failureToReply } from "../mappers/failure-to-reply.ts";
import type { Verdict } from "../mappers/gate.ts";
import { messageToSession } from "../mappers/message-to-session.ts";
import { isTextTooLong, messageToTurn } from "../mappers/message-to-turn.ts";
import { replyToCallback } from "../mappers/reply-to-callback.ts";
import type { ChannelMessage } from "../mappers/shapes/channel-message.ts";
import { turnToReply } from "../mappers/turn-to-reply.ts";
import type { Answer } from "./claim.ts";
import type { Settings } from "./config.ts";
import { callbackToSizes, type Decision, errorToRecord } from "./decision.ts";
import type { Delivery } from "./delivery.ts";
import { BridgeError } from "./errors.ts";
import { unusableImages, withTypes } from "./media.ts";
import type { Ports } from "./ports.ts";
import { takeTurn } from "./turn.ts";

/** A message that the gate let through to the bot, and everything its answer is made of. */
export interface Question {
  readonly verdict: Extract<Verdict, { kind: "turn" }>;
  readonly message: ChannelMessage;
  readonly delivery: Delivery;
  readonly settings: Settings;
  /** When the turn must be over, as the claim says too: others take over soon after. */
  readonly until: number;
}

/** Asks Lex once, and maps what it says. A turn that fails has an answer too: what `onFailure` says. */
export async function askForAnswer(question: Question, ports: Ports): Promise<Answer> {
  const { verdict, message, delivery, settings } = question;
  const sessionId = messageToSession(message, settings.session, sha256Hex);
  delivery.decision.sessionId = sessionId;
  const reply = await takeTurnFor(question, sessionId, ports).catch((caught: unknown) =>
    failureToReplyOf(BridgeError.from(caught), sessionId, delivery.decision, settings),
  );
  return replyToAnswer(reply, verdict.input, message, delivery, settings);
}

/** The answer for a turn whose fate is unknown: a failure, or the message unchanged. */
export async function doubtToAnswer({ verdict, message, delivery, settings }: Question): Promise<Answer> {
  const sessionId = messageToSession(message, settings.session, sha256Hex);
  delivery.decision.sessionId = sessionId;
  const policy = settings.onUnknownTurn === "release" ? "release" : settings.onFailure;
  const unknown = new BridgeError("TURN_UNKNOWN");
  const reply = failureToReplyOf(unknown, sessionId, delivery.decision, { ...settings, onFailure: policy });
  return replyToAnswer(reply, verdict.input, message, delivery, settings);
}

async function takeTurnFor(
  { verdict, message, delivery: { decision }, settings, until }: Question,
  sessionId: string,
  ports: Ports,
): Promise<FailureAnswer> {
  if (settings.longText === "error" && isTextTooLong(verdict.text)) throw new BridgeError("TEXT_TOO_LONG");
  const { botId, botAliasId, localeId } = settings.bot;
  const attachments = await withTypes(metadataToAttachments(message.Metadata, settings.attachmentsPath));
  const request = messageToTurn(message, verdict.text, { botId, botAliasId, localeId, sessionId }, attachments);
  const result = await takeTurn(request, ports, until, decision);
  const reply = turnToReply(result, sessionId);
  decision.intent = { name: reply.facts?.intentName, state: reply.facts?.intentState };
  if (settings.logContent) decision.content = { text: request.text, messages: result.messages ?? [] };
  return reply;
}

/** A reply as the one callback that goes out, with the outcome, the losses and the sizes that belong to it. */
async function replyToAnswer(
  reply: FailureAnswer,
  words: string,
  message: ChannelMessage,
  delivery: Delivery,
  settings: Settings,
): Promise<Answer> {
  const { ids, raw, decision } = delivery;
  const error = decision.error ? { error: decision.error } : {};
  const silence = reply.kind === "silence" ? settings.emptyReply : undefined;
  if (reply.kind === "release" || silence === "release") {
    return { callback: eventToRelease(ids, raw), outcome: "released", ...error };
  }
  if (reply.kind === "deny" || silence === "deny") return { callback: idsToDenial(ids), outcome: "denied", ...error };
  const { callback, bytesBefore, losses } = replyToCallback(ids, message, reply, {
    input: settings.keepInput ? words : undefined,
    unusableImages: await unusableImages(reply.kind === "messages" ? reply.messages : []),
  });
  if (!callback) {
    const sessionId = reply.facts?.sessionId ?? "";
    const failure = failureToReplyOf(new BridgeError("REPLY_TOO_LARGE"), sessionId, decision, settings);
    return replyToAnswer(failure, words, message, delivery, settings);
  }
  decision.losses = losses;
  decision.sizes = { ...callbackToSizes(callback), contentBefore: bytesBefore };
  return { callback, outcome: decision.error ? "errored" : "replied", ...error };
}

function failureToReplyOf(
  error: BridgeError,
  sessionId: string,
  decision: Decision,
  settings: Settings,
): FailureAnswer {
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
