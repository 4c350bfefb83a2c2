import type { ChannelWorld, Member } from "../world/world.ts";

/** API_messaging-chime_ChannelMembership. Times are epoch milliseconds. */
export interface Membership {
  readonly member: Member;
  readonly type: "DEFAULT" | "HIDDEN";
  readonly invitedBy: Member;
  readonly createdAt: number;
  /** When its member last said that it had read what there was. */
  readonly readAt?: number;
}

/** API_messaging-chime_ChannelBan. */
export interface Ban {
  readonly member: Member;
  readonly createdBy: Member;
  readonly createdAt: number;
}

/** A channel as it is now (API_messaging-chime_Channel). Times are epoch milliseconds. It never changes: another replaces it. */
export interface Channel {
  readonly arn: string;
  readonly name: string;
  readonly mode: "UNRESTRICTED" | "RESTRICTED";
  readonly privacy: "PUBLIC" | "PRIVATE";
  readonly metadata?: string;
  /** In the order in which they came, by their ARN. */
  readonly members: ReadonlyMap<string, Membership>;
  readonly moderators: ReadonlySet<string>;
  /** By the ARN of who is banned. */
  readonly bans: ReadonlyMap<string, Ban>;
  readonly createdBy: Member;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly flowArn?: string;
  /** Bearer and ClientRequestToken of its creation. */
  readonly token: string;
}

/** A channel that came (`was` is undefined), changed, or is no more (`is` is undefined). */
export type ChannelListener = (was: Channel | undefined, is: Channel | undefined) => void;

/** The limit is ours: Chime's quota is higher, and this only bounds memory. */
const CHANNELS_MAX = 1_000;

export interface Channels {
  byArn(arn: string): Channel | undefined;
  byToken(token: string): Channel | undefined;
  all(): Channel[];
  /** Adds a channel, or puts it into the place of the one with its ARN. */
  put(channel: Channel): void;
  remove(arn: string): void;
  isFull(): boolean;
  /** Forgets all but the channel that was there from the start. */
  clear(): void;
}

export function createChannels(first: Channel, changed: ChannelListener): Channels {
  const channels = new Map([[first.arn, first]]);
  return {
    byArn: (arn) => channels.get(arn),
    byToken: (token) => [...channels.values()].find((channel) => channel.token === token),
    all: () => [...channels.values()],
    put(channel) {
      const was = channels.get(channel.arn);
      channels.set(channel.arn, channel);
      changed(was, channel);
    },
    remove(arn) {
      const was = channels.get(arn);
      channels.delete(arn);
      changed(was, undefined);
    },
    isFull: () => channels.size >= CHANNELS_MAX,
    clear() {
      channels.clear();
      channels.set(first.arn, first);
    },
  };
}

/** The channel that is there from the start, with the emulator's flow. Of the two bots those are in it that have a Lex bot to ask. */
export function firstChannel(
  { channelArn, channelFlowArn, users, bots: [bot, second] }: ChannelWorld,
  now: number,
  lexBots: number,
): Channel {
  return {
    arn: channelArn,
    name: "Emulated channel",
    mode: "UNRESTRICTED",
    privacy: "PUBLIC",
    members: toMembers([users.ana, users.ben, bot, ...(lexBots > 1 ? [second] : [])], users.ana, now),
    moderators: new Set(),
    bans: new Map(),
    createdBy: users.ana,
    createdAt: now,
    updatedAt: now,
    flowArn: channelFlowArn,
    token: "",
  };
}

/** Memberships of people who were all invited by one, at one time. */
export function toMembers(members: readonly Member[], invitedBy: Member, createdAt: number): Map<string, Membership> {
  return new Map(members.map((member) => [member.arn, { member, type: "DEFAULT" as const, invitedBy, createdAt }]));
}

/** As DescribeChannel answers it; on the wire timestamps are epoch seconds. */
export function channelToWire(channel: Channel): Record<string, unknown> {
  return {
    ChannelArn: channel.arn,
    Name: channel.name,
    Mode: channel.mode,
    Privacy: channel.privacy,
    Metadata: channel.metadata,
    CreatedBy: { Arn: channel.createdBy.arn, Name: channel.createdBy.name },
    CreatedTimestamp: channel.createdAt / 1000,
    LastUpdatedTimestamp: channel.updatedAt / 1000,
    ChannelFlowArn: channel.flowArn,
  };
}

/** API_messaging-chime_ChannelSummary. */
export function channelToSummary(channel: Channel, lastMessageAt: number | undefined): Record<string, unknown> {
  const { ChannelArn, Name, Mode, Privacy, Metadata } = channelToWire(channel);
  return { ChannelArn, Name, Mode, Privacy, Metadata, LastMessageTimestamp: lastMessageAt && lastMessageAt / 1000 };
}

/** As DescribeChannelMembership answers it. */
export function membershipToWire(ChannelArn: string, membership: Membership): Record<string, unknown> {
  const { member, invitedBy, type, createdAt } = membership;
  return {
    ChannelArn,
    Member: { Arn: member.arn, Name: member.name },
    InvitedBy: { Arn: invitedBy.arn, Name: invitedBy.name },
    Type: type,
    CreatedTimestamp: createdAt / 1000,
    LastUpdatedTimestamp: createdAt / 1000,
  };
}
