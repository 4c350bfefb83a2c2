import { type BridgeConfig, readConfig } from "../../src/config/config.ts";
import { awsPorts, createBridge } from "../../src/index.ts";
import { STAND_IN_KEYS } from "../emulator/client-lines.ts";
import type { Emulator, KnownOption, Processor } from "../emulator/index.ts";
import { mortal } from "../emulator/index.ts";
import { chooseLocale, type LocalisedBot } from "../emulator/lex/choose-locale.ts";
import {
  CLOSED_OPTIONS,
  changeConfig,
  configToValues,
  type JsonConfig,
  localesToOptions,
} from "./args/bridge-options.ts";

export const EMULATOR_CREDENTIALS = STAND_IN_KEYS;

/**
 * Makes the bridge the emulator's processor, with the AWS SDK's clients pointed at it. The bridge is built anew, with the memory
 * of a new container, when an option changes, when another bot becomes the first, and when it crashes. Returns what ends that.
 * A second bot answers as the second AppInstanceBot, where it is mentioned.
 */
export function useBridge(
  emulator: Emulator,
  url: string,
  { delivery = "replace", locale }: { readonly delivery?: "replace" | "reply"; readonly locale?: string } = {},
): () => void {
  const ports = mortal(
    awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url, credentials: EMULATOR_CREDENTIALS }),
  );
  const [first] = emulator.world.lexBots;
  const spoken = locale === undefined || first === undefined ? undefined : chooseLocale(first, locale);
  let config: JsonConfig = { delivery, bots: botsOf(emulator, spoken) };
  let bridge = build(config);

  function build(next: JsonConfig) {
    readConfig(next);
    // The record is shown to the person at this terminal and logged nowhere, so it may quote a service.
    return createBridge({ ...(next as unknown as BridgeConfig), logContent: true }, ports);
  }

  function knownOptions(): readonly KnownOption[] {
    return [...localesToOptions(emulator.world.lexBots[0]?.locales ?? []), ...CLOSED_OPTIONS];
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
        get known() {
          return knownOptions();
        },
        values: () => configToValues(config, knownOptions()),
        change: (changes) => use(changeConfig(config, changes, knownOptions())),
      },
    );
  }

  use(config);
  return emulator.on(({ kind }) => {
    if (kind !== "info") return;
    const before = config["bots"] as readonly Partial<DevBot>[];
    // What an option changed about a bot stays, whichever Lex bot it asks now.
    const now = botsOf(emulator, spoken).map((bot, at) => ({
      ...bot,
      ...before[at],
      ...whoIs(bot, before[at], emulator.world.lexBots[at]?.locales ?? []),
    }));
    if (JSON.stringify(now) !== JSON.stringify(before)) use({ ...config, bots: now });
  });
}

type DevBot = ReturnType<typeof botsOf>[number];

/** The bots that the AppInstanceBots ask: the first about everything, the second when it is mentioned. One without the chosen language uses its own. */
function botsOf({ world }: Emulator, spoken: string | undefined) {
  const none: LocalisedBot & { readonly aliasArn: string } = { aliasArn: "", name: "", locales: [] };
  const lexBots = world.lexBots.length > 0 ? world.lexBots : [none];
  return lexBots.slice(0, world.bots.length).map(({ aliasArn, name, locales }, at) => ({
    lexBotAliasArn: aliasArn,
    localeId: locales.find((one) => one === spoken) ?? chooseLocale({ name, locales }),
    appInstanceBotArn: world.bots[at]?.arn ?? world.bot.arn,
    ...(name ? { aliases: [name] } : {}),
    ...(at > 0 ? { invokedBy: { standardMessages: "MENTIONS" } } : {}),
  }));
}

/** A language that was chosen for a bot stays, as long as its export has it. */
function whoIs(
  { lexBotAliasArn, localeId, aliases }: DevBot,
  before: Partial<DevBot> = {},
  locales: readonly string[],
) {
  const stays = before.lexBotAliasArn === lexBotAliasArn && locales.some((one) => one === before.localeId);
  const spoken = stays ? (before.localeId ?? localeId) : localeId;
  return { lexBotAliasArn, localeId: spoken, ...(aliases ? { aliases } : {}) };
}
