import { metadataToAttachments } from "../../mappers/message/attachments.ts";
import { isBlank } from "../../mappers/shapes/is-blank.ts";
import type { TurnRequest } from "../../mappers/shapes/turn.ts";
import { isTextTooLong, messageToTurn } from "../../mappers/turn/message-to-turn.ts";
import { RESERVED_ATTRIBUTE } from "../config/options.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Hooks, TurnContext } from "../ports/hooks.ts";
import type { CallOptions, Ports } from "../ports/ports.ts";
import { runHook } from "../ports/run-hook.ts";
import { withTypes } from "../read/media.ts";
import { stop } from "../read/record.ts";
import type { BotSession, Question } from "./question.ts";
import type { TurnChange } from "./rulings.ts";
import { isAskedOfAnother, mergeAttributes, readSession } from "./session-attributes.ts";

/** What Lex will be asked, which `beforeTurn` may still change. */
export interface PlannedTurn {
  readonly request: TurnRequest;
  /** The same with the changes by `beforeTurn`. */
  complete(change: TurnChange): TurnRequest;
}

/**
 * The turn request with everything that is known before the hook. `asked-of-another` if a shared session waits for somebody
 * else's answer. Throws HOOK_FAILED.
 */
export async function planRequest(
  question: Question,
  { bot: chosen, sessionId }: BotSession,
  functions: Ports & Hooks,
  context: (options: CallOptions) => TurnContext,
): Promise<PlannedTurn | "asked-of-another"> {
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
    stop(delivery.decision, "release", { step: "sharedSlot", because: "somebody else was asked" });
    return "asked-of-another";
  }
  const plain = messageToTurn(message, verdict.text, key, attachments);
  const base = withRequestAttributes(plain, { ...bot.requestAttributes, ...textsOf("requestAttributes", asked) });
  const planned = { ...base, ...mergeAttributes(ours, stored, question) };
  return {
    request: planned,
    complete: ({ text, requestAttributes: more, sessionAttributes: changed }) => {
      if (text !== undefined && (typeof text !== "string" || isBlank(text) || isTextTooLong(text))) {
        throw new BridgeError("HOOK_FAILED", "beforeTurn: text must hold 1 to 1024 characters.");
      }
      const request = withRequestAttributes(planned, textsOf("beforeTurn", more));
      const merged = changed
        ? mergeAttributes({ ...ours, ...textsOf("beforeTurn", changed) }, stored, question)
        : undefined;
      return { ...request, ...(text === undefined ? {} : { text }), ...merged };
    },
  };
}

function withRequestAttributes(request: TurnRequest, more: Readonly<Record<string, string>>): TurnRequest {
  const reserved = Object.keys(more).find(
    (name) => RESERVED_ATTRIBUTE.test(name) && request.requestAttributes[name] !== more[name],
  );
  if (reserved !== undefined) {
    throw new BridgeError(
      "HOOK_FAILED",
      `The request attribute ${reserved} is reserved: names under x-amz-lex: and CHIME. belong to Lex and to the bridge, but for those that callers may set (docs/facts.md §3).`,
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
