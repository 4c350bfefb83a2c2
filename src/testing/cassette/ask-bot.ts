import { createHash, randomUUID } from "node:crypto";
import type { RecognizeText } from "../../ports.ts";

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

/**
 * Asks real bots what a cassette asks its own. Their sessions begin afresh: under the recorded ids a bot would still know what it
 * was told the last time.
 */
export function askBots(recorded: BotTargets, targets: BotTargets, recognizeText: RecognizeText): RecognizeText {
  const run = randomUUID();
  return async (request, options) => {
    const at = recorded.findIndex(
      ({ botId, botAliasId }) => botId === request.botId && botAliasId === request.botAliasId,
    );
    const target = targets[at] ?? targets[0] ?? request;
    const sessionId = `r:${createHash("sha256").update(`${run}:${request.sessionId}`).digest("hex")}`;
    const { botId, botAliasId } = target;
    const result = await recognizeText({ ...request, botId, botAliasId, sessionId }, options);
    return result.sessionId ? { ...result, sessionId: request.sessionId } : result;
  };
}
