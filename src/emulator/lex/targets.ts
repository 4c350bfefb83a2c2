import { BridgeError } from "../../errors.ts";
import type { BotModel } from "./model.ts";
import { type RunnableLocale, runnable } from "./runnable.ts";

/** What a path leads to. `ttl` is how long a session may be idle, in seconds. */
export interface Target {
  readonly locale: RunnableLocale;
  readonly ttl: number;
  readonly bot: BotModel;
}

/** By `botId/localeId`. Throws EXPORT_UNREADABLE when two bots have one id: requests could reach one of them only. */
export function targetsOf(bots: readonly BotModel[]): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>();
  for (const bot of bots) {
    for (const locale of bot.locales) {
      const key = `${bot.id}/${locale.id}`;
      const fix = "Pass one of them, or give one another identifier in its Bot.json.";
      if (targets.has(key)) throw new BridgeError("EXPORT_UNREADABLE", `Two bots have the id ${bot.id}.`, { fix });
      targets.set(key, { locale: runnable(locale), ttl: bot.idleSessionTTLInSeconds, bot });
    }
  }
  return targets;
}
