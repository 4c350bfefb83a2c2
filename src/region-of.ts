import type { Settings } from "./settings.ts";

/** The region of each Lex bot alias, as its ARN names it. */
export function regionOf({ bots }: Settings): (bot: { readonly botId: string; readonly botAliasId: string }) => string {
  return ({ botId, botAliasId }) =>
    (bots.find((one) => one.botId === botId && one.botAliasId === botAliasId) ?? bots[0]).region;
}
