import { type BridgeConfig, readConfig } from "../../src/config/config.ts";
import { awsPorts, createBridge } from "../../src/index.ts";
import { STAND_IN_KEYS } from "../emulator/client-lines.ts";
import type { Emulator, Processor } from "../emulator/index.ts";
import { mortal } from "../emulator/index.ts";
import { CLOSED_OPTIONS, changeConfig, configToValues, type JsonConfig } from "./bridge-options.ts";

export const EMULATOR_CREDENTIALS = STAND_IN_KEYS;

/**
 * Makes the bridge the emulator's processor, with the AWS SDK's clients pointed at it. The bridge is built anew, with the memory
 * of a new container, when an option changes, when another bot becomes the first, and when it crashes. Returns what ends that.
 * A second bot answers as the second AppInstanceBot, where it is mentioned.
 */
export function useBridge(emulator: Emulator, url: string, delivery: "replace" | "reply" = "replace"): () => void {
  const ports = mortal(
    awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url, credentials: EMULATOR_CREDENTIALS }),
  );
  let config: JsonConfig = { delivery, bots: botsOf(emulator) };
  let bridge = build(config);

  function build(next: JsonConfig) {
    readConfig(next);
    return createBridge(next as unknown as BridgeConfig, ports);
  }

  function use(next: JsonConfig): void {
    // First the one that throws.
    bridge = build(next);
    config = next;
    const processor: Processor = (event, context) =>
      bridge.handle(event, { deadline: Date.now() + context.getRemainingTimeInMillis() });
    const crash = () => {
      bridge = build(config);
    };
    emulator.setProcessor(
      Object.assign(processor, { crash }),
      `the bridge, delivery ${configToValues(config)["delivery"]}`,
      {
        known: CLOSED_OPTIONS,
        values: () => configToValues(config),
        change: (changes) => use(changeConfig(config, changes)),
      },
    );
  }

  use(config);
  return emulator.on(({ kind }) => {
    if (kind !== "info") return;
    const before = config["bots"] as readonly object[];
    // What an option changed of a bot stays, whichever Lex bot it now asks.
    const now = botsOf(emulator).map((bot, at) => ({ ...bot, ...before[at], ...whoIs(bot) }));
    if (JSON.stringify(now) !== JSON.stringify(before)) use({ ...config, bots: now });
  });
}

type DevBot = ReturnType<typeof botsOf>[number];

/** The bots that the AppInstanceBots ask, in English where they can: the first whatever is said, the second when it is mentioned. */
function botsOf({ world }: Emulator) {
  const lexBots = world.lexBots.length > 0 ? world.lexBots : [{ aliasArn: "", name: "", locales: [] }];
  return lexBots.slice(0, world.bots.length).map(({ aliasArn, name, locales }, at) => ({
    lexBotAliasArn: aliasArn,
    localeId: locales.find((locale) => locale === "en_US") ?? locales[0] ?? "en_US",
    appInstanceBotArn: world.bots[at]?.arn ?? world.bot.arn,
    ...(name ? { aliases: [name] } : {}),
    ...(at > 0 ? { invokedBy: { standardMessages: "MENTIONS" } } : {}),
  }));
}

function whoIs({ lexBotAliasArn, localeId, aliases }: DevBot) {
  return { lexBotAliasArn, localeId, ...(aliases ? { aliases } : {}) };
}
