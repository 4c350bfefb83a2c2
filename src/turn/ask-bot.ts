import type { LexMessage } from "../../mappers/shapes/lex-message.ts";
import type { Reply } from "../../mappers/shapes/reply.ts";
import { saysPhrase } from "../../mappers/text/says-phrase.ts";
import type { FailureAnswer } from "../../mappers/turn/failure-to-reply.ts";
import { isTextTooLong } from "../../mappers/turn/message-to-turn.ts";
import { turnToHandoff } from "../../mappers/turn/turn-to-handoff.ts";
import { turnToReply } from "../../mappers/turn/turn-to-reply.ts";
import type { HandoffSettings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Hooks, TurnContext } from "../ports/hooks.ts";
import type { CallOptions, Ports } from "../ports/ports.ts";
import { runHook } from "../ports/run-hook.ts";
import type { PauseReason } from "../read/decision.ts";
import { noteReply, pass, stop } from "../read/record.ts";
import type { Welcoming } from "./first-welcome.ts";
import type { BotSession, Question } from "./question.ts";
import { planRequest } from "./request.ts";
import { resetToReply } from "./reset.ts";
import { readAfterReply, readRuling } from "./rulings.ts";
import { checkAsker } from "./session-attributes.ts";
import { takeTurn } from "./take-turn.ts";

/** What the bot says, and what in the turn asks for a person, if anything does. */
export interface MadeReply {
  readonly reply: FailureAnswer;
  readonly asks?: PauseReason | undefined;
}

/**
 * What the bot says to a question: at most one Lex turn, with the hooks around it. Throws what `onFailure` then answers: a `LEX_…`
 * error, TEXT_TOO_LONG or HOOK_FAILED.
 */
export async function makeReply(
  question: Question,
  conversation: BotSession,
  functions: Ports & Hooks & Welcoming,
): Promise<MadeReply> {
  const { verdict, message, bot, until, delivery, settings } = question;
  const { decision } = delivery;
  const { handoff } = settings;
  const facts = { sessionId: conversation.sessionId };
  if (saysPhrase(verdict.text, bot.resetPhrases))
    return { reply: await resetToReply(question, conversation, functions) };
  if (handoff && saysPhrase(verdict.text, handoff.phrases)) {
    return { reply: { kind: "messages", messages: [textOf(handoff)], facts }, asks: "phrase" };
  }
  if (bot.longText === "error" && isTextTooLong(verdict.text)) throw new BridgeError("TEXT_TOO_LONG");
  await functions.welcomeFirst?.(question, conversation);
  const time = { now: functions.now, until };
  const context = (options: CallOptions): TurnContext => ({ ...options, message, bot: conversation.bot });
  const planned = await planRequest(question, conversation, functions, context);
  if (planned === "asked-of-another") return { reply: { kind: "release" } };

  const { beforeTurn, afterReply } = functions;
  const ruling =
    beforeTurn && (await runHook("beforeTurn", (options) => beforeTurn(planned.request, context(options)), time));
  const ruled = readRuling(ruling ?? {});
  if (ruled.kind !== "turn") {
    const step = { step: "beforeTurn", because: `the hook said ${ruled.kind}` } as const;
    if (ruled.kind !== "messages") {
      stop(decision, ruled.kind, step);
      return { reply: { kind: ruled.kind } };
    }
    pass(decision, step);
  }
  const request = ruled.kind === "turn" ? planned.complete(ruled) : planned.request;
  const result = ruled.kind === "turn" ? await takeTurn(request, functions, question) : undefined;
  if (result) checkAsker(result, question);
  const rules = { slots: bot.exportSlots, sessionAttributes: bot.exportSessionAttributes, deny: bot.exportDeny };
  const asks = handoff && result && turnToHandoff(result, handoff);
  const given: Reply = result
    ? turnToReply(result, conversation.sessionId, rules)
    : { kind: "messages", messages: ruled.kind === "messages" ? ruled.messages : [], facts };
  // A bot that asks for a person without a word leaves the word to us.
  const reply: Reply =
    asks && given.kind === "silence" ? { kind: "messages", messages: [textOf(handoff)], facts: given.facts } : given;
  const messages = reply.kind === "messages" ? reply.messages : [];
  noteReply(decision, {
    intent: { name: reply.facts?.intentName, state: reply.facts?.intentState },
    ...(settings.logContent ? { content: { text: request.text, messages } } : {}),
  });
  if (!afterReply) return { reply, asks };
  const after = await runHook(
    "afterReply",
    (options) => afterReply(reply, { ...context(options), request, result }),
    time,
  );
  return { reply: readAfterReply(after, reply), asks };
}

function textOf({ text }: Pick<HandoffSettings, "text">): LexMessage {
  return { contentType: "PlainText", content: text };
}
