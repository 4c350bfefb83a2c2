import { ServiceError } from "../../service-error.ts";

/** Runs a piece of work while no more than the quota are under way for a key. */
export type Concurrency = <T>(botId: string, botAliasId: string, work: () => Promise<T>) => Promise<T>;

/** Text conversations at once, by alias (Lex V2 quotas; `docs/facts.md` §4). */
const TEST_ALIAS_MAX = 2;
const ALIAS_MAX = 50;

/** Whoever is over the quota is refused: ThrottlingException. That a conversation counts while a turn of it runs is unverified. */
export function createConcurrency(): Concurrency {
  const underWay = new Map<string, number>();
  return async (botId, botAliasId, work) => {
    const key = `${botId}/${botAliasId}`;
    const count = underWay.get(key) ?? 0;
    if (count >= (botAliasId === "TSTALIASID" ? TEST_ALIAS_MAX : ALIAS_MAX)) {
      throw new ServiceError(
        429,
        "ThrottlingException",
        `${count} conversations are under way on alias ${botAliasId}.`,
      );
    }
    underWay.set(key, count + 1);
    try {
      return await work();
    } finally {
      underWay.set(key, (underWay.get(key) ?? 1) - 1);
    }
  };
}

export const unlimited: Concurrency = (_, __, work) => work();
