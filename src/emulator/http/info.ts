import manifest from "../../../package.json" with { type: "json" };
import type { ChannelWorld, Member } from "../channel/world.ts";
import type { BotModel, LocaleModel } from "../lex/model.ts";

/** A Lex bot as `world` names it. The alias is TSTALIASID, Lex's own name of the test alias. */
export interface LexBotAddress {
  readonly name: string;
  readonly botId: string;
  readonly aliasArn: string;
}

/** What `GET /_emulator/info` answers. */
export interface Info {
  readonly channelArn: string;
  readonly bot: Member;
  readonly users: readonly Member[];
  readonly lexBots: readonly (LexBotAddress & {
    readonly locales: readonly string[];
    /** A few things to say to it. */
    readonly utterances: readonly string[];
    /** What of its export the emulator doesn't run. */
    readonly notes: readonly string[];
  })[];
  /** What the processor is, in words. */
  readonly processor: string;
  readonly version: string;
}

const UTTERANCES_MAX = 8;

export function describe(
  world: ChannelWorld,
  lexBots: readonly { address: LexBotAddress; model: BotModel }[],
  processor: string,
): Info {
  return {
    channelArn: world.channelArn,
    bot: world.bot,
    users: [world.users.ana, world.users.ben],
    lexBots: lexBots.map(({ address, model }) => ({
      ...address,
      locales: model.locales.map(({ id }) => id),
      utterances: samples(model.locales[0]),
      notes: model.notes.map(({ file, path, why }) => `${file}${path === "" ? "" : ` ${path}`}: ${why}`),
    })),
    processor,
    version: manifest.version,
  };
}

/** Of each intent the first utterance that can be said as it stands, without a slot's placeholder. */
function samples(locale: LocaleModel | undefined): string[] {
  const said = (locale?.intents ?? []).map(({ utterances }) => utterances.find((one) => !one.includes("{")));
  return said.filter((utterance) => utterance !== undefined).slice(0, UTTERANCES_MAX);
}
