import { BridgeError } from "../errors/bridge-error.ts";
import { keepRecent } from "../ports/keep-recent.ts";
import type { Ports } from "../ports/ports.ts";
import { warnOf } from "../read/record.ts";
import type { BotSession, Question } from "./question.ts";
import { readSession } from "./session-attributes.ts";

/** Welcomes whoever asks the first question of a conversation, before it is put to the bot. Never rejects: an answer isn't given up for its welcome. */
export type WelcomeFirst = (question: Question, conversation: BotSession) => Promise<void>;

/** What a question is asked with, beside the ports. */
export interface Welcoming {
  readonly welcomeFirst?: WelcomeFirst | undefined;
}

/** Says the welcome of this conversation, once for its token. Rejects as `bridge.greet` does. */
export type SayWelcome = (
  question: Question,
  rest: { readonly conversation: BotSession; readonly token: string; readonly deadline: number },
) => Promise<unknown>;

/** The most that a welcome may take of the question's own time, milliseconds. */
const MOST_MS = 10_000;
/** Conversations that are known to have begun: their session isn't looked for again. */
const CONVERSATIONS_MAX = 10_000;

/** For bots of which one asks for it: each conversation's session is looked for once. */
export function createWelcomeFirst(functions: Pick<Ports, "getSession" | "now">, say: SayWelcome): WelcomeFirst {
  const begun = new Map<string, true>();
  return async (question, conversation) => {
    const { bot, delivery, message, until } = question;
    if (!bot.welcomeAtFirstMessage) return;
    const { sessionId } = conversation;
    const { botId, botAliasId, localeId } = conversation.bot;
    const id = [message.ChannelArn, message.SubChannelId ?? "", botId, botAliasId, localeId, sessionId].join(" ");
    if (begun.has(id)) return;
    const now = functions.now();
    const deadline = now + Math.min(MOST_MS, (until - now) / 2);
    try {
      const looksUntil = now + (deadline - now) / 2;
      const key = { botId, botAliasId, localeId, sessionId };
      const stored = await readSession(key, { ...question, looksUntil }, functions);
      if (stored === "unknown") return;
      if (stored === undefined) await say(question, { conversation, token: `first ${sessionId}`, deadline });
      keepRecent(begun, [id, true], CONVERSATIONS_MAX);
    } catch (caught) {
      const error = BridgeError.from(caught);
      if (error.code !== "WORDS_PAUSED")
        warnOf(delivery.decision, error, (why) => `welcome-unsaid: ${error.code} ${why}`);
    }
  };
}
