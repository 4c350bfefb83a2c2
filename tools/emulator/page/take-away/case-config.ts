import type { EmulatedDelivery } from "../../delivery.ts";
import type { Info } from "../../http/info.ts";
import { isObject } from "../json.ts";
import type { Offered, Options } from "../server/controls.ts";

/** A configuration of the bridge, as JSON. */
export type CaseConfig = Readonly<Record<string, unknown>>;

/** The options as they are now, in the form of a configuration; undefined where the processor isn't the bridge. */
export function optionsToConfig(
  options: Offered<Options> | undefined,
  info: Info | undefined,
  { turns }: EmulatedDelivery,
): CaseConfig | undefined {
  if (options === undefined || !("here" in options) || info === undefined) return undefined;
  const asked = turns.at(-1)?.request;
  const lexBot = info.lexBots.find(({ botId }) => botId === asked?.botId) ?? info.lexBots[0];
  const config: Record<string, unknown> = {
    bots: [
      {
        ...(lexBot === undefined ? {} : { lexBotAliasArn: lexBot.aliasArn }),
        ...(asked === undefined ? {} : { localeId: asked.localeId }),
        appInstanceBotArn: info.bot.arn,
      },
    ],
  };
  return withOptions(config, options.here);
}

/** A configuration with every option that is set. */
export function withOptions(config: Record<string, unknown>, { values }: Options): CaseConfig {
  for (const [path, value] of Object.entries(values)) {
    if (value !== "") write(config, pathToKeys(path), typed(value));
  }
  return config;
}

/**
 * What a script says of the options. Each stands whole, as it takes the place of the one of its name in what `talk` is given; of the bots the
 * first, without who it is, and only if more is said of it than its language: another may answer the script.
 */
export function optionsToScript(options: Options): CaseConfig {
  const { bots, ...config } = options.config ?? {};
  const values = Object.entries(options.values).filter(([path]) => !/[.[]/.test(path));
  const [first] = Array.isArray(bots) ? bots : [];
  const { lexBotAliasArn: _, appInstanceBotArn: __, aliases: ___, ...own } = isObject(first) ? first : {};
  const says = Object.keys(own).some((name) => name !== "localeId");
  return {
    ...withOptions({}, { ...options, values: Object.fromEntries(values) }),
    ...config,
    ...(says ? { bots: [own] } : {}),
  };
}

/** `bots[0].invokedBy` as its members. */
function pathToKeys(path: string): string[] {
  return path.split(/[.[\]]+/).filter((key) => key !== "");
}

function write(into: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const inside = into[key];
  const next = typeof inside === "object" && inside !== null ? inside : {};
  into[key] = next;
  write(next as Record<string, unknown>, rest, value);
}

/** Options come as the words that a select offers. */
function typed(value: string): string | boolean {
  return value === "true" || value === "false" ? value === "true" : value;
}
