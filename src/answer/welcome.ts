import type { LexMessage } from "../../mappers/shapes/lex-message.ts";
import { messageToSession } from "../../mappers/turn/message-to-session.ts";
import { turnToReply } from "../../mappers/turn/turn-to-reply.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Answer } from "../ports/claims.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { Ports } from "../ports/ports.ts";
import { end, fail, noteReply } from "../read/record.ts";
import type { DeliveryTime } from "../read/time.ts";
import {
  type BotSession,
  type Conversing,
  leastTurn,
  questionToConversation,
  sha256Hex,
  turnEnd,
} from "../turn/question.ts";
import { beginSession } from "../turn/welcome.ts";
import {
  messagesToReply,
  type OwnOccasion,
  type OwnPlan,
  type OwnRules,
  type OwnSpeech,
  type OwnWords,
  openSpeech,
  planAnswers,
  planWords,
  speechToAnswer,
} from "./own.ts";

/** Whom the bot is to welcome. */
export interface Greeting extends OwnOccasion {
  /** Who is welcomed; without a member the intent isn't asked, because a conversation has a user, and the fixed words are said to all. */
  readonly memberArn?: string;
}

/** A welcome at the first question of a conversation. */
interface FirstGreeting extends Greeting {
  /** The conversation that was asked in. */
  readonly conversation?: BotSession;
  /** Whether only the member may see it, as the answer. */
  readonly isPrivate?: boolean;
}

/** How what the bot says of its own accord is planned: without a call, but for what an answer then asks. */
export interface Own {
  planSay(words: OwnWords, time: DeliveryTime): Promise<OwnPlan>;
  planGreet(greeting: FirstGreeting, time: DeliveryTime): Promise<OwnPlan>;
}

/** The plans, bound to the bots. */
export function createOwn(rules: OwnRules, functions: Ports & Hooks): Own {
  const greet = createGreet(rules, functions);
  return {
    planSay: (words, time) => planWords(words, time, rules),
    planGreet: async (greeting, time) => greet(greeting, time),
  };
}

/**
 * Plans a welcome: what the bot's `welcomeIntent` says to this member, in a session that doesn't exist yet, else `welcomeTexts`. Where a bot has
 * neither, nothing is claimed, asked or said.
 */
function createGreet(rules: OwnRules, functions: Ports & Hooks) {
  const { settings } = rules;
  return (greeting: FirstGreeting, time: DeliveryTime): OwnPlan => {
    const { memberArn, conversation, isPrivate } = greeting;
    const opened = openSpeech({ ...greeting, member: memberArn }, time, rules);
    const { bot, delivery } = opened;
    const speech = { ...opened, target: bot.private || isPrivate ? memberArn : undefined };
    const isAsked = bot.welcomeIntent !== undefined && memberArn !== undefined;
    const fixed = () => speechToAnswer(speech, textsToReply(bot.welcomeTexts));
    if (!isAsked && bot.welcomeTexts.length === 0) {
      end(delivery.decision, "released");
      return { delivery, guard: delivery.deadline, lifeMs: 0 };
    }
    return planAnswers(speech, settings, {
      ask: async () => {
        if (!isAsked) return fixed();
        const until = turnEnd(functions.now(), delivery.deadline, settings);
        if (until - functions.now() < leastTurn(delivery, settings)) return "no-time";
        const asked: Asked = { speech, memberArn, conversation, until };
        return orFixed(() => askForWelcome(asked, functions));
      },
      // Whether the intent was asked is unknown, and it isn't asked again.
      doubt: () => (isAsked ? orFixed(() => Promise.reject(new BridgeError("TURN_UNKNOWN"))) : fixed()),
    });

    async function orFixed(make: () => Promise<Answer | undefined>): Promise<Answer> {
      try {
        return (await make()) ?? (await fixed());
      } catch (caught) {
        fail(delivery.decision, BridgeError.from(caught));
        return fixed();
      }
    }
  };
}

interface Asked {
  readonly speech: OwnSpeech;
  readonly memberArn: string;
  readonly conversation: BotSession | undefined;
  readonly until: number;
}

/** What the welcome intent says, or nothing where it says nothing, or the conversation has begun already. */
async function askForWelcome(
  { speech, memberArn, conversation: known, until }: Asked,
  functions: Ports & Hooks,
): Promise<Answer | undefined> {
  const { bot, index, delivery, subChannelId } = speech;
  const { ChannelArn } = delivery.ids;
  const message = {
    MessageId: "",
    ChannelArn,
    Sender: { Arn: memberArn },
    ...(subChannelId ? { SubChannelId: subChannelId } : {}),
  };
  const sessionId = messageToSession(message, bot.session, sha256Hex);
  const asked: Conversing = { message, bot, verdict: { bot: index }, delivery, until, sessionId };
  const conversation = known ?? (await questionToConversation(asked, functions, functions.now));
  const { botId, botAliasId, localeId } = conversation.bot;
  const start = {
    ...{ botId, botAliasId, localeId, sessionId: conversation.sessionId, intent: bot.welcomeIntent ?? "" },
    requestAttributes: {
      "CHIME.channel.arn": ChannelArn,
      "CHIME.sender.arn": memberArn,
      ...bot.requestAttributes,
    },
    sessionAttributes: bot.sessionAttributes,
  };
  const result = await beginSession(start, functions, { until, delivery });
  if (!result) return undefined;
  const rules = { slots: bot.exportSlots, sessionAttributes: bot.exportSessionAttributes, deny: bot.exportDeny };
  const reply = turnToReply(result, conversation.sessionId, rules);
  noteReply(delivery.decision, { intent: { name: reply.facts?.intentName, state: reply.facts?.intentState } });
  return reply.kind === "silence" ? undefined : speechToAnswer(speech, reply);
}

function textsToReply(texts: readonly string[]) {
  const messages = texts.map((content): LexMessage => ({ contentType: "PlainText", content }));
  if (messages.length === 0) return { kind: "silence", facts: { sessionId: "" } } as const;
  return messagesToReply(messages);
}
