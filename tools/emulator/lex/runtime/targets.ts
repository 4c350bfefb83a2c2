import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { type RunnableLocale, runnable } from "../match/runnable.ts";
import type { BotModel } from "../model/model.ts";

/** What a path leads to. `ttl` is how long a session may be idle, in seconds. */
export interface Target {
  readonly bot: BotModel;
  readonly locale: RunnableLocale;
  readonly ttl: number;
}

/** The bots that are there, by their ids and names. */
export interface Targets {
  find(botId: string, localeId: string): Target | undefined;
  /** As `botId/localeId`. */
  known(): string[];
  bots(): BotModel[];
  /**
   * Adds a bot, or with `replace` puts it in place of the one with its id and name: a newer export of the same bot.
   * Throws EXPORT_UNREADABLE when another bot has its id or its name.
   */
  add(bot: BotModel, options?: { readonly replace: boolean }): "added" | "replaced";
}

export function createTargets(): Targets {
  const targets = new Map<string, Target>();
  const bots = new Map<string, BotModel>();
  return {
    find: (botId, localeId) => targets.get(`${botId}/${localeId}`),
    known: () => [...targets.keys()],
    bots: () => [...bots.values()],
    add(bot, { replace } = { replace: false }) {
      const before = bots.get(bot.id);
      const same = replace ? before : undefined;
      if (same?.name !== bot.name && [...bots.values()].some(({ name }) => name === bot.name)) {
        throw clash(`Two bots have the name ${bot.name}.`, "name");
      }
      if (before !== undefined && same?.name !== bot.name) {
        throw clash(`Two bots have the id ${bot.id}: ${before.name} and ${bot.name}.`, "identifier");
      }
      const fresh = bot.locales.map((locale) => {
        return [`${bot.id}/${locale.id}`, { bot, locale: runnable(locale), ttl: bot.idleSessionTTLInSeconds }] as const;
      });
      for (const { id } of before?.locales ?? []) targets.delete(`${bot.id}/${id}`);
      for (const [key, target] of fresh) targets.set(key, target);
      bots.set(bot.id, bot);
      return before === undefined ? "added" : "replaced";
    },
  };
}

function clash(detail: string, member: "name" | "identifier"): BridgeError {
  return new BridgeError("EXPORT_UNREADABLE", detail, {
    fix: `Pass one of them, or give one another ${member} in its Bot.json.`,
  });
}
