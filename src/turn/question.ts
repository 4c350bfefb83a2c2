import { createHash } from "node:crypto";
import type { Verdict } from "../../mappers/gate/gate.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { keyToSession } from "../../mappers/turn/message-to-session.ts";
import { LOCALE_ID } from "../config/options.ts";
import type { BotSettings, Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { ChosenBot, Hooks, TurnContext } from "../ports/hooks.ts";
import type { CallOptions, Now } from "../ports/ports.ts";
import { runHook } from "../ports/run-hook.ts";
import type { Delivery } from "../read/delivery.ts";
import { noteConversation } from "../read/record.ts";
import type { WaitInQueue } from "./queues.ts";

/** A message that the gate passed on to a bot, and everything that its answer depends on. */
export interface Question {
  readonly verdict: Extract<Verdict, { kind: "turn" }>;
  readonly message: ChannelMessage;
  readonly delivery: Delivery;
  readonly settings: Settings;
  readonly bot: BotSettings;
  /** When the turn must be over, at the latest when the claim ends: other attempts take over soon after. */
  readonly until: number;
  /** When all lookups before the turn must be done: the rest is what a turn needs at least. */
  readonly looksUntil: number;
  /** When the turn must be over, however late it begins because of earlier ones in the conversation. Epoch milliseconds. */
  readonly latest: number;
  /** Told in which language the bot is asked, before it is. */
  readonly begun?: (localeId: string) => void;
  /** Where deliveries of one conversation wait for each other. */
  readonly waitInQueue: WaitInQueue;
  /** Whether only the sender may see the reply; in `replace` it stands where the message stood. */
  readonly isPrivate: boolean;
  /** The conversation as the bot's policy tells it apart; a function of the embedding code may still name another. */
  readonly sessionId: string;
}

/** The Lex conversation that a message belongs to. */
export interface BotSession {
  readonly bot: ChosenBot;
  readonly sessionId: string;
}

/** What of a question tells its conversation. */
export type Conversing = Pick<Question, "message" | "bot" | "delivery" | "until" | "sessionId"> & {
  readonly verdict: { readonly bot: number };
};

/** Determines locale and session by the given functions or the configuration, and records them. */
export async function questionToConversation(
  { message, bot, verdict, delivery, until, sessionId: usual }: Conversing,
  { locale, session }: Hooks,
  now: Now,
): Promise<BotSession> {
  const time = { now, until };
  const chosen = botToChosen(bot, verdict.bot);
  const context = (options: CallOptions): TurnContext => ({ ...options, message, bot: chosen });
  const localeId = locale ? await runHook("locale", (options) => locale(context(options)), time) : undefined;
  if (localeId !== undefined && !LOCALE_ID.test(localeId)) {
    throw new BridgeError("HOOK_FAILED", "locale must return a locale such as de_DE, or nothing.");
  }
  const key = session ? await runHook("session", (options) => session(context(options)), time) : undefined;
  if (key !== undefined && (typeof key !== "string" || key === "")) {
    throw new BridgeError("HOOK_FAILED", "session must return a text that isn't empty, or nothing.");
  }
  const sessionId = key === undefined ? usual : keyToSession(key, sha256Hex);
  const { botId, appInstanceBotArn } = bot;
  const whose = { index: verdict.bot, botId, ...(appInstanceBotArn ? { appInstanceBotArn } : {}) };
  noteConversation(delivery.decision, { sessionId, bot: whose }, message.SubChannelId);
  return { bot: { ...chosen, ...(localeId ? { localeId } : {}) }, sessionId };
}

export function botToChosen({ botId, botAliasId, localeId, appInstanceBotArn }: BotSettings, index: number): ChosenBot {
  return { index, botId, botAliasId, localeId, appInstanceBotArn };
}

export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

type TimeSettings = Pick<Settings, "turnTimeoutMs" | "reserveMs">;

/** When a turn that begins now must be over. */
export function turnEnd(now: number, deadline: number, settings: TimeSettings): number {
  return Math.min(now + settings.turnTimeoutMs, lastTurnEnd(now, deadline, settings));
}

/**
 * When any turn of a delivery must be over. Some time is always kept for the callback: a third of it if a function has little,
 * `reserveMs` if it has more.
 */
export function lastTurnEnd(now: number, deadline: number, { reserveMs }: TimeSettings): number {
  return deadline - Math.min(reserveMs, (deadline - now) / 3);
}

const LEAST_TURN_MS = 3_000;

/**
 * The least time that a turn needs, in milliseconds: with less it isn't begun. A function with little time gives it a quarter.
 */
export function leastTurn({ begun, deadline }: Pick<Delivery, "begun" | "deadline">, settings: TimeSettings): number {
  return Math.max(0, Math.min(LEAST_TURN_MS, (turnEnd(begun, deadline, settings) - begun) / 4));
}
