import * as z from "zod/mini";
import { metadataToAttachments } from "../mappers/attachments.ts";
import type { FailureAnswer } from "../mappers/failure-to-reply.ts";
import { isTextTooLong, messageToTurn } from "../mappers/message-to-turn.ts";
import { LexMessage } from "../mappers/shapes/lex-message.ts";
import type { Reply } from "../mappers/shapes/reply.ts";
import type { TurnRequest, TurnResult } from "../mappers/shapes/turn.ts";
import { turnToReply } from "../mappers/turn-to-reply.ts";
import { BridgeError } from "./errors.ts";
import type { AfterReply, Hooks, TurnContext, TurnRuling } from "./hooks.ts";
import { withTypes } from "./media.ts";
import type { CallOptions, Ports } from "./ports.ts";
import type { Conversation, Question } from "./question.ts";
import { isReset, resetToReply } from "./reset.ts";
import { runHook } from "./run-hook.ts";
import { isAskedOfAnother, mergeAttributes, readSession } from "./session-attributes.ts";
import { takeTurn } from "./turn.ts";

/**
 * What the bot says to a question: at most one Lex turn, with the hooks around it. Throws what `onFailure` then answers: a `LEX_…`
 * error, TEXT_TOO_LONG or HOOK_FAILED.
 */
export async function makeReply(
  question: Question,
  conversation: Conversation,
  functions: Ports & Hooks,
): Promise<FailureAnswer> {
  const { verdict, message, bot, until, delivery, settings } = question;
  const { decision } = delivery;
  if (isReset(verdict.text, bot)) return resetToReply(question, conversation, functions);
  if (bot.longText === "error" && isTextTooLong(verdict.text)) throw new BridgeError("TEXT_TOO_LONG");
  const time = { now: functions.now, until };
  const context = (options: CallOptions): TurnContext => ({ ...options, message, bot: conversation.bot });
  const planned = await planRequest(question, conversation, functions, context);
  if (planned === "asked-of-another") return { kind: "release" };

  const { beforeTurn, afterReply } = functions;
  const ruling =
    beforeTurn && (await runHook("beforeTurn", (options) => beforeTurn(planned.request, context(options)), time));
  const ruled = readRuling(ruling ?? {});
  if (ruled.kind !== "turn") {
    decision.trace = [
      ...decision.trace,
      { step: "beforeTurn", pass: ruled.kind === "messages", because: `the hook said ${ruled.kind}` },
    ];
    if (ruled.kind !== "messages") {
      decision.verdict = { kind: ruled.kind, reason: "beforeTurn" };
      return { kind: ruled.kind };
    }
  }
  const request = ruled.kind === "turn" ? planned.complete(ruled) : planned.request;
  const result = ruled.kind === "turn" ? await takeTurn(request, functions, until, decision) : undefined;
  const facts = { sessionId: conversation.sessionId };
  const rules = { slots: bot.exportSlots, sessionAttributes: bot.exportSessionAttributes, deny: bot.exportDeny };
  const reply: Reply = result
    ? turnToReply(result, conversation.sessionId, rules)
    : { kind: "messages", messages: ruled.kind === "messages" ? ruled.messages : [], facts };
  decision.intent = { name: reply.facts?.intentName, state: reply.facts?.intentState };
  if (settings.logContent)
    decision.content = { text: request.text, messages: reply.kind === "messages" ? reply.messages : [] };
  if (!afterReply) return reply;
  const after = await runHook(
    "afterReply",
    (options) => afterReply(reply, { ...context(options), request, result }),
    time,
  );
  return readAfterReply(after, reply);
}

interface Planned {
  readonly request: TurnRequest;
  /** The same with what `beforeTurn` changes. */
  complete(ruling: Exclude<TurnRuling, string | { messages: unknown }>): TurnRequest;
}

async function planRequest(
  question: Question,
  { bot: chosen, sessionId }: Conversation,
  functions: Ports & Hooks,
  context: (options: CallOptions) => TurnContext,
): Promise<Planned | "asked-of-another"> {
  const { verdict, message, bot, settings, until, delivery } = question;
  const time = { now: functions.now, until };
  const key = { botId: chosen.botId, botAliasId: chosen.botAliasId, localeId: chosen.localeId, sessionId };
  const attachments = await withTypes(metadataToAttachments(message.Metadata, settings.attachmentsPath));
  const { requestAttributes, sessionAttributes, beforeTurn } = functions;
  const asked =
    requestAttributes && (await runHook("requestAttributes", (options) => requestAttributes(context(options)), time));
  const sent =
    sessionAttributes && (await runHook("sessionAttributes", (options) => sessionAttributes(context(options)), time));
  const ours = { ...bot.sessionAttributes, ...textsOf("sessionAttributes", sent) };
  const isShared = bot.sharedSlot === "asker";
  const mightSend = Object.keys(ours).length > 0 || (beforeTurn !== undefined && bot.sendSessionAttributes.length > 0);
  const stored = isShared || mightSend ? await readSession(key, question, functions) : undefined;
  if (isShared && isAskedOfAnother(stored, message.Sender.Arn)) {
    const { decision } = delivery;
    decision.trace = [...decision.trace, { step: "sharedSlot", pass: false, because: "somebody else was asked" }];
    decision.verdict = { kind: "release", reason: "sharedSlot" };
    return "asked-of-another";
  }
  const plain = messageToTurn(message, verdict.text, key, attachments);
  const base = withRequestAttributes(plain, { ...bot.requestAttributes, ...textsOf("requestAttributes", asked) });
  return {
    request: { ...base, ...mergeAttributes(ours, stored, question) },
    complete: ({ text, requestAttributes: more, sessionAttributes: changed }) => {
      if (text !== undefined && (typeof text !== "string" || text.trim() === "" || isTextTooLong(text))) {
        throw new BridgeError("HOOK_FAILED", "beforeTurn: text must hold 1 to 1024 characters.");
      }
      const request = withRequestAttributes(base, textsOf("beforeTurn", more));
      const merged = changed ? { ...ours, ...textsOf("beforeTurn", changed) } : ours;
      return { ...request, ...(text === undefined ? {} : { text }), ...mergeAttributes(merged, stored, question) };
    },
  };
}

const RESERVED = /^(x-amz-lex:|CHIME\.)/i;

function withRequestAttributes(request: TurnRequest, more: Readonly<Record<string, string>>): TurnRequest {
  const reserved = Object.keys(more).find(
    (name) => RESERVED.test(name) && request.requestAttributes[name] !== more[name],
  );
  if (reserved !== undefined) {
    throw new BridgeError(
      "HOOK_FAILED",
      `The request attribute ${reserved} is reserved: names under x-amz-lex: and CHIME. belong to Lex and to the bridge.`,
    );
  }
  return { ...request, requestAttributes: { ...request.requestAttributes, ...more } };
}

function textsOf(hook: string, value: unknown): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  const isTexts = typeof value === "object" && Object.values(value).every((one) => typeof one === "string");
  if (!isTexts) throw new BridgeError("HOOK_FAILED", `${hook}: attributes must be an object of texts.`);
  return value as Record<string, string>;
}

type Ruled =
  | ({ readonly kind: "turn" } & Exclude<TurnRuling, string | { messages: unknown }>)
  | { readonly kind: "release" | "deny" }
  | { readonly kind: "messages"; readonly messages: readonly LexMessage[] };

const RULING_MEMBERS = ["text", "requestAttributes", "sessionAttributes"];

function readRuling(ruling: TurnRuling | object): Ruled {
  if (ruling === "release" || ruling === "deny") return { kind: ruling };
  if (typeof ruling !== "object" || ruling === null) throw new BridgeError("HOOK_FAILED", NO_RULING);
  if ("messages" in ruling) return { kind: "messages", messages: readMessages("beforeTurn", ruling.messages) };
  if (Object.keys(ruling).some((name) => !RULING_MEMBERS.includes(name)))
    throw new BridgeError("HOOK_FAILED", NO_RULING);
  return { kind: "turn", ...ruling };
}

const NO_RULING =
  'beforeTurn must return nothing, "release", "deny", { messages: […] }, or any of { text, requestAttributes, sessionAttributes }.';

function readMessages(hook: string, messages: unknown): readonly LexMessage[] {
  const parsed = z.safeParse(z.array(LexMessage), messages);
  if (parsed.success) return parsed.data;
  throw new BridgeError(
    "HOOK_FAILED",
    `${hook}: messages must be a list of Lex messages such as { contentType: "PlainText", content: "…" }.`,
  );
}

function readAfterReply(after: Awaited<ReturnType<AfterReply>>, reply: Reply): FailureAnswer {
  if (after === undefined || after === null) return reply;
  if (after === "release" || after === "deny") return { kind: after };
  switch (after.kind) {
    case "messages":
      return { ...after, messages: readMessages("afterReply", after.messages), facts: after.facts ?? reply.facts };
    case "error":
    case "silence":
      return after;
    default:
      throw new BridgeError("HOOK_FAILED", 'afterReply must return nothing, "release", "deny", or a reply.');
  }
}

export type { TurnResult };
