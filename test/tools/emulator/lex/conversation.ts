import type { TurnResult } from "../../../../mappers/shapes/turn.ts";
import type { BotModel } from "../../../../tools/emulator/lex/model/model.ts";
import { createLexRuntime } from "../../../../tools/emulator/lex/runtime/runtime.ts";
import type { LexRuntimeOptions } from "../../../../tools/emulator/lex/runtime/runtime-options.ts";

/** A Tuesday, at eight in the morning. */
export const NOW = Date.UTC(2026, 10, 24, 8);

/** What one turn came to, in short: texts (a card as its title in brackets), action, intent with state. */
export interface Summary {
  readonly says: string[];
  readonly action: string;
  readonly intent: string;
}

export function summary({ messages, sessionState }: TurnResult): Summary {
  const { dialogAction, intent } = sessionState ?? {};
  const part = dialogAction?.["subSlotToElicit"] as { name: string } | undefined;
  return {
    says: (messages ?? []).map(({ content, imageResponseCard }) => content ?? `[${imageResponseCard?.title}]`),
    action: [dialogAction?.type, dialogAction?.slotToElicit, part?.name].filter(Boolean).join(" "),
    intent: intent ? `${intent.name} ${intent.state}` : "",
  };
}

interface ConverseOptions extends Partial<LexRuntimeOptions> {
  readonly localeId?: string;
}

/** Says the lines one after another in one session, and returns what Lex answered to each. */
export async function converse(
  bot: BotModel,
  lines: readonly string[],
  { localeId = "en_US", ...options }: ConverseOptions = {},
): Promise<TurnResult[]> {
  const runtime = createLexRuntime({ bots: [bot], now: () => NOW, ...options });
  const results: TurnResult[] = [];
  for (const text of lines) results.push(await runtime.recognizeText({ ...pathOf(bot), localeId }, { text }));
  return results;
}

export function pathOf(bot: BotModel, sessionId = "ana") {
  return { botId: bot.id, botAliasId: "TSTALIASID", localeId: "en_US", sessionId };
}
