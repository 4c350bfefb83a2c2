import manifest from "../../../package.json" with { type: "json" };
import type { Channel } from "../channel/state/channels.ts";
import type { ChannelWorld, Member } from "../channel/world/world.ts";
import type { BotModel, LocaleModel } from "../lex/model/model.ts";
import type { ObservedPause, PausedPlace, ProcessorHandoff } from "../processor-options.ts";

/** A Lex bot as `world` names it. The alias is TSTALIASID, Lex's own name of the test alias. */
export interface LexBotAddress {
  readonly name: string;
  readonly botId: string;
  readonly aliasArn: string;
  readonly locales: readonly string[];
}

/** What `GET /_emulator/info` answers. */
export interface Info {
  readonly channelArn: string;
  /** The first AppInstanceBot. */
  readonly bot: Member;
  readonly bots: readonly Member[];
  readonly users: readonly Member[];
  readonly channels: readonly {
    readonly arn: string;
    readonly name: string;
    /** The ARNs of those who are not hidden. */
    readonly members: readonly string[];
    /** The channel's flow, if it has one. */
    readonly flowArn?: string;
  }[];
  readonly lexBots: readonly (LexBotAddress & {
    /** A few things to say to it. */
    readonly utterances: readonly string[];
    /** What of its export the emulator doesn't run. */
    readonly notes: readonly string[];
  })[];
  /** What the processor is, in words. */
  readonly processor: string;
  /** Where people take over from its bots. */
  readonly handoff?: {
    readonly scope: ProcessorHandoff["scope"];
    /** The ARNs of the users that are agents. */
    readonly agents: readonly string[];
    /** Those that hold now. */
    readonly pauses: readonly (PausedPlace & ObservedPause)[];
  };
  readonly version: string;
}

/** A bot as it was taken from a dropped export. */
export interface AddedBot {
  readonly name: string;
  readonly botId: string;
  readonly locales: readonly string[];
  readonly notes: readonly string[];
}

const UTTERANCES_MAX = 8;

/** What there is, as `Info` is made of it. */
export interface Described {
  readonly world: ChannelWorld;
  readonly channels: readonly Channel[];
  readonly lexBots: readonly { readonly address: LexBotAddress; readonly model: BotModel }[];
  /** The names or ids of the bots that have a code hook. */
  readonly hooked: readonly string[];
  readonly processor: string;
  readonly handoff: ProcessorHandoff | undefined;
}

export function describe({ world, channels, lexBots, hooked, processor, handoff }: Described): Info {
  return {
    channelArn: world.channelArn,
    bot: world.bot,
    bots: world.bots,
    users: [world.users.ana, world.users.ben, world.users.cleo],
    channels: channels.map(({ arn, name, members, flowArn }) => ({
      arn,
      name,
      members: [...members.values()].flatMap(({ type, member }) => (type === "DEFAULT" ? [member.arn] : [])),
      ...(flowArn === undefined ? {} : { flowArn }),
    })),
    lexBots: lexBots.map(({ address, model }) => ({
      ...address,
      utterances: samples(model.locales[0]),
      notes: notesOf(model, hooked.includes(model.name) || hooked.includes(model.id)).map(
        ({ file, path, why }) => `${file}${path === "" ? "" : ` ${path}`}: ${why}`,
      ),
    })),
    processor,
    ...(handoff === undefined ? {} : { handoff: describeHandoff(handoff, channels) }),
    version: manifest.version,
  };
}

function describeHandoff(handoff: ProcessorHandoff, channels: readonly Channel[]): NonNullable<Info["handoff"]> {
  const { scope, agents } = handoff;
  const places = channels.flatMap(({ arn: channelArn, members }): PausedPlace[] =>
    scope === "channel" ? [{ channelArn }] : [...members.keys()].map((senderArn) => ({ channelArn, senderArn })),
  );
  const pauses = places.flatMap((place) => {
    const pause = handoff.pauseOf(place);
    return pause === undefined ? [] : [{ ...place, ...pause }];
  });
  return { scope, agents, pauses };
}

function notesOf({ notes }: BotModel, hasHook: boolean): BotModel["notes"] {
  return notes.filter(({ withoutHook }) => !(hasHook && withoutHook === true));
}

/** Of each intent the first utterance that can be said as it stands, without a slot's placeholder. */
function samples(locale: LocaleModel | undefined): string[] {
  const said = (locale?.intents ?? []).map(({ utterances }) => utterances.find((one) => !one.includes("{")));
  return said.filter((utterance) => utterance !== undefined).slice(0, UTTERANCES_MAX);
}
