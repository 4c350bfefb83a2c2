import { createHash, randomUUID } from "node:crypto";
import type { RecognizeText } from "../../../src/ports/ports.ts";

/** The bots that a cassette's own stand for, in the order of its configuration. */
export type BotTargets = readonly { readonly botId: string; readonly botAliasId: string }[];

const BOT_ALIAS = /:bot-alias\/([0-9A-Za-z]{10})\/([0-9A-Za-z]{10})$/;

/** The bots of a configuration. */
export function configToTargets(config: Readonly<Record<string, unknown>>): BotTargets {
  const bots: readonly unknown[] = Array.isArray(config["bots"]) ? config["bots"] : [];
  return bots.map((bot) => arnToTarget(String((bot as { lexBotAliasArn?: unknown } | null)?.lexBotAliasArn ?? "")));
}

export function arnToTarget(lexBotAliasArn: string): BotTargets[number] {
  const [, botId = "", botAliasId = ""] = BOT_ALIAS.exec(lexBotAliasArn) ?? [];
  return { botId, botAliasId };
}

/** Asks real bots what a cassette asks its own, in sessions that begin afresh. */
export function askBots(recorded: BotTargets, targets: BotTargets, recognizeText: RecognizeText): RecognizeText {
  const ask = inFreshSessions(recognizeText);
  return (request, options) => {
    const { botId, botAliasId } = request;
    const at = recorded.findIndex((bot) => bot.botId === botId && bot.botAliasId === botAliasId);
    return ask({ ...request, ...(targets[at] ?? targets[0]) }, options);
  };
}

/**
 * Asks in sessions that nobody has used before. The emulator's channels and members have the same ids in every run, and under the
 * session ids that are made of them a live bot would still know what it was told the last time.
 */
export function inFreshSessions(recognizeText: RecognizeText): RecognizeText {
  const run = randomUUID();
  return async (request, options) => {
    const sessionId = `r:${createHash("sha256").update(`${run}:${request.sessionId}`).digest("hex")}`;
    const result = await recognizeText({ ...request, sessionId }, options);
    return result.sessionId ? { ...result, sessionId: request.sessionId } : result;
  };
}
