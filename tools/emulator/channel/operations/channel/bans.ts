import { ServiceError } from "../../../service-error.ts";
import { BanRequest } from "../../requests/channel-requests.ts";
import { readRequest } from "../../requests/request-shapes.ts";
import { PageQuery } from "../../requests/requests.ts";
import { type ChannelState, requireIdentityOf } from "../../state/channel-state.ts";
import type { Ban } from "../../state/channels.ts";
import type { Member } from "../../world/world.ts";
import { requireModerator } from "./moderators.ts";
import { paged } from "./paged.ts";

/**
 * CreateChannelBan, by a moderator. Who is in the channel is taken out of it, and nobody can add them while the ban stands
 * (API_messaging-chime_CreateChannelBan). That a second ban is a 409 is unverified.
 */
export function createChannelBan(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  input: unknown,
): Member {
  const { channel, member: createdBy } = requireModerator(state, channelArn, bearer);
  const member = requireIdentityOf(state, readRequest(BanRequest, input).MemberArn);
  if (channel.bans.has(member.arn)) throw new ServiceError(409, "ConflictException", "The member is banned already.");
  const bans = new Map(channel.bans).set(member.arn, { member, createdBy, createdAt: state.now() });
  const members = new Map(channel.members);
  members.delete(member.arn);
  state.channels.put({ ...channel, members, bans });
  return member;
}

/** DeleteChannelBan, by a moderator. That taking off what isn't there succeeds too is unverified. */
export function deleteChannelBan(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  memberArn: string,
): void {
  const { channel } = requireModerator(state, channelArn, bearer);
  const bans = new Map(channel.bans);
  if (bans.delete(memberArn)) state.channels.put({ ...channel, bans });
}

/** DescribeChannelBan, by a moderator. */
export function describeChannelBan(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  memberArn: string,
): Ban {
  const ban = requireModerator(state, channelArn, bearer).channel.bans.get(memberArn);
  if (ban !== undefined) return ban;
  throw new ServiceError(404, "NotFoundException", "The member isn't banned from this channel.");
}

/** ListChannelBans, by a moderator, in the order of their making. */
export function listChannelBans(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  query: unknown,
): { items: Ban[]; nextToken?: string } {
  const { channel } = requireModerator(state, channelArn, bearer);
  return paged([...channel.bans.values()], readRequest(PageQuery, query));
}
