import { createMemoryClaims } from "../../src/claims/memory.ts";
import { type BridgeConfig, readConfig } from "../../src/config/config.ts";
import { ALIAS } from "../../src/config/options.ts";
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
} from "./args/options/bridge-options.ts";
import { createDevHandoff } from "./people/dev-handoff.ts";
import { welcomeJoiners } from "./people/welcome-joiners.ts";

/** How the bridge is set up where it is the processor. */
export interface BridgeWishes {
  /** By default what the configuration says, else `replace`. */
  readonly delivery?: "replace" | "reply";
  /** By default what the configuration says, else the first language of the export. */
  readonly locale?: string;
  /** Options of the bridge. A table of claims is in memory here, and the bots' ARNs are the emulator's. */
  readonly config?: JsonConfig;
  /** Gets a line for each welcome that failed. */
  readonly log?: (line: string) => void;
}

export const EMULATOR_CREDENTIALS = STAND_IN_KEYS;

/**
 * Makes the bridge the emulator's processor, with the AWS SDK's clients pointed at it. The bridge is built anew, with the memory
 * of a new container, when an option changes, when another bot becomes the first, and when it crashes. When the emulator is reset, what a table
 * would hold is forgotten too. `stop` ends that.
 * A second bot answers as the second AppInstanceBot, where it is mentioned. Throws CONFIG_INVALID, and USAGE for a language that the
 * bot hasn't.
 */
export function useBridge(
  emulator: Emulator,
  url: string,
  { delivery, locale, config: given = {}, log }: BridgeWishes = {},
): { readonly processor: string; readonly locale: string; readonly stop: () => void } {
  const ports = mortal(
    awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url, credentials: EMULATOR_CREDENTIALS }),
  );
  const people = createDevHandoff(emulator.world, () => bridge);
  const { bots: listed = [], claims: table, ...options } = given;
  // What a table holds outlives the crash of a container; without one, claims are as old as the bridge.
  const openClaims = () => (hasTable(table) ? { claims: createMemoryClaims(Date.now) } : {});
  let claims = openClaims();
  const wanted = readListed(listed, emulator, locale);
  let config: JsonConfig = {
    delivery: "replace",
    ...options,
    ...(delivery ? { delivery } : {}),
    bots: botsOf(emulator, wanted),
  };
  let bridge = build(config);

  function build(next: JsonConfig) {
    readConfig(next);
    // The record is shown to the person at this terminal and logged nowhere, so it may quote a service.
    return createBridge(
      { ...(next as unknown as BridgeConfig), logContent: true },
      { ...ports, ...claims, pauses: people.pauses, isAgent: people.isAgent },
    );
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
    const { handoff } = readConfig(config);
    emulator.setProcessor(Object.assign(processor, { crash }), nameOf(config), {
      get known() {
        return knownOptions();
      },
      values: () => configToValues(config, knownOptions()),
      config: () => config,
      change: (changes) => use(changeConfig(config, changes, knownOptions())),
      handoff: people.configure(handoff),
    });
  }

  use(config);
  const [first] = botsOf(emulator, wanted);
  // Where the first message is welcomed, joining isn't: they don't know of each other (docs/people.md).
  const greetsJoiners = () => !readConfig(config).bots.some(({ welcomeAtFirstMessage }) => welcomeAtFirstMessage);
  const unwelcome = welcomeJoiners(emulator, () => (greetsJoiners() ? bridge.greet : undefined), log);
  const unfollow = emulator.on(({ kind }) => {
    if (kind === "reset") forget();
    if (kind !== "info") return;
    const before = config["bots"] as readonly Partial<DevBot>[];
    // What an option changed about a bot stays, whichever Lex bot it asks now.
    const now = botsOf(emulator, wanted).map((bot, at) => ({
      ...bot,
      ...before[at],
      ...whoIs(bot, before[at], emulator.world.lexBots[at]?.locales ?? []),
    }));
    if (JSON.stringify(now) !== JSON.stringify(before)) use({ ...config, bots: now });
  });
  return { processor: nameOf(config), locale: first?.localeId ?? "en_US", stop };

  /** What the table would hold is of channels that are gone: deliveries, welcomes, pauses. */
  function forget(): void {
    claims = openClaims();
    people.forget();
    use(config);
  }

  function stop(): void {
    unwelcome();
    unfollow();
  }
}

function hasTable(claims: unknown): boolean {
  return typeof claims === "object" && claims !== null && "table" in claims;
}

function nameOf(config: JsonConfig): string {
  return `the bridge, delivery ${configToValues(config)["delivery"]}`;
}

/** What a configuration says of a bot: anything but who it is. */
type WantedBot = Readonly<Record<string, unknown>> & { readonly localeId?: string };

/** The bots that a configuration lists, each with a language that its export has; `locale` is the first one's. */
function readListed(listed: unknown, { world }: Emulator, locale: string | undefined): readonly WantedBot[] {
  const bots: readonly unknown[] = Array.isArray(listed) && listed.length > 0 ? listed : [{}];
  // What is no list, or no bot, is told by its path, as everything that is wrong with an option.
  if (!Array.isArray(listed) || bots.some((bot) => typeof bot !== "object" || bot === null))
    readConfig({ bots: listed });
  return bots.map((bot, at) => {
    const { lexBotAliasArn: _, appInstanceBotArn: __, localeId, ...own } = bot as Readonly<Record<string, unknown>>;
    const lexBot = world.lexBots[at];
    const asked = at === 0 && locale !== undefined ? locale : localeId;
    if (asked === undefined) return own;
    return { ...own, localeId: lexBot === undefined ? String(asked) : chooseLocale(lexBot, String(asked)) };
  });
}

type DevBot = ReturnType<typeof botsOf>[number];

/** The bots that the AppInstanceBots ask: the first about everything, the second when it is mentioned. One without the chosen language uses its own. */
function botsOf({ world }: Emulator, wanted: readonly WantedBot[]) {
  const none: LocalisedBot & { readonly aliasArn: string } = { aliasArn: "", name: "", locales: [] };
  const lexBots = world.lexBots.length > 0 ? world.lexBots : [none];
  const spoken = wanted[0]?.localeId;
  const names = lexBots.map(({ name }) => name.toLowerCase());
  /** Only by a name that no bot before it has, and that can stand in a mention. */
  const isMentioned = (name: string, at: number) => ALIAS.test(name) && names.indexOf(name.toLowerCase()) === at;
  return lexBots.slice(0, world.bots.length).map(({ aliasArn, name, locales }, at) => {
    const { localeId = spoken, ...own } = wanted[at] ?? {};
    return {
      ...(isMentioned(name, at) ? { aliases: [name] } : {}),
      ...(at > 0 ? { invokedBy: { standardMessages: "MENTIONS" } } : {}),
      ...own,
      lexBotAliasArn: aliasArn,
      localeId: locales.find((one) => one === localeId) ?? chooseLocale({ name, locales }),
      appInstanceBotArn: world.bots[at]?.arn ?? world.bot.arn,
    };
  });
}

/** A language that was chosen for a bot stays, as long as its export has it. */
function whoIs(
  { lexBotAliasArn, localeId, aliases }: DevBot,
  before: Partial<DevBot> = {},
  locales: readonly string[],
) {
  const stays = before.lexBotAliasArn === lexBotAliasArn && locales.some((one) => one === before.localeId);
  const spoken = stays ? (before.localeId ?? localeId) : localeId;
  return { lexBotAliasArn, localeId: spoken, aliases: aliases ?? [] };
}
