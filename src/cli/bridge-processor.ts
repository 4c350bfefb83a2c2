import { type BridgeConfig, readConfig } from "../config.ts";
import type { Emulator, Processor } from "../emulator/index.ts";
import { mortal } from "../emulator/index.ts";
import { awsPorts, createBridge } from "../index.ts";
import { CLOSED_OPTIONS, changeConfig, configToValues, type JsonConfig } from "./bridge-options.ts";

/** What every AWS client asks for, and no emulator looks at. */
export const EMULATOR_CREDENTIALS = { accessKeyId: "emulator", secretAccessKey: "emulator" } as const;

/**
 * Makes the bridge the emulator's processor, with the AWS SDK's clients pointed at it. The bridge is built anew, with the memory
 * of a new container, when an option changes, when another bot becomes the first, and when it crashes. Returns what ends that.
 */
export function useBridge(emulator: Emulator, url: string): () => void {
  const ports = mortal(
    awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url, credentials: EMULATOR_CREDENTIALS }),
  );
  let config: JsonConfig = { bots: [{ ...firstBot(emulator), appInstanceBotArn: emulator.world.bot.arn }] };
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
    const bots = config["bots"] as readonly object[];
    const now = { ...bots[0], ...firstBot(emulator) };
    if (kind === "info" && JSON.stringify(now) !== JSON.stringify(bots[0]))
      use({ ...config, bots: [now, ...bots.slice(1)] });
  });
}

/** The bot that the first AppInstanceBot asks, in English where it can. */
function firstBot({ world }: Emulator): { lexBotAliasArn: string; localeId: string } {
  const [bot] = world.lexBots;
  const localeId = bot?.locales.find((locale) => locale === "en_US") ?? bot?.locales[0] ?? "en_US";
  return { lexBotAliasArn: bot?.aliasArn ?? "", localeId };
}
