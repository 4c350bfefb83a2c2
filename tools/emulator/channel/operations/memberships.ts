import { randomUUID } from "node:crypto";
import { ServiceError } from "../../service-error.ts";
import { ChannelRequest, MembershipRequest } from "../requests/channel-requests.ts";
import { readRequest } from "../requests/request-shapes.ts";
import { MembershipsQuery, PAGE_MAX } from "../requests/requests.ts";
import { type ChannelState, requireChannel, requireIdentity, requireMember } from "../state/channel-state.ts";
import { type Channel, type Membership, toMembers } from "../state/channels.ts";
import { identitiesOf, type Member } from "../world/world.ts";

/** CreateChannel. Who asks is a member, with those that are named. A token that was used before answers with what it made then. */
export function createChannel(state: ChannelState, bearer: string | undefined, input: unknown): Channel {
  const creator = requireIdentity(state, bearer);
  const request = readRequest(ChannelRequest, input);
  if (request.AppInstanceArn !== state.world.appInstanceArn) {
    throw new ServiceError(403, "ForbiddenException", `There is one app instance: ${state.world.appInstanceArn}.`);
  }
  const token = `${creator.arn} ${request.ClientRequestToken}`;
  const made = state.channels.byToken(token);
  if (made !== undefined) return made;
  const arn = `${state.world.appInstanceArn}/channel/${request.ChannelId ?? randomUUID()}`;
  if (state.channels.byArn(arn) !== undefined) {
    throw new ServiceError(409, "ConflictException", "There is a channel with this ChannelId.");
  }
  if (state.channels.isFull()) throw new ServiceError(400, "ResourceLimitExceededException", "Too many channels.");
  const named = [...(request.MemberArns ?? []), ...(request.ModeratorArns ?? [])].map((one) => identity(state, one));
  const channel: Channel = {
    arn,
    name: request.Name,
    mode: request.Mode ?? "UNRESTRICTED",
    privacy: request.Privacy ?? "PRIVATE",
    ...(request.Metadata === undefined ? {} : { metadata: request.Metadata }),
    members: toMembers([creator, ...named], creator, state.now()),
    moderators: new Set(request.ModeratorArns),
    createdBy: creator,
    createdAt: state.now(),
    updatedAt: state.now(),
    token,
  };
  state.channels.put(channel);
  return channel;
}

/** DescribeChannel: by a member, or anybody of the app instance where the channel is PUBLIC. */
export function describeChannel(state: ChannelState, channelArn: string, bearer: string | undefined): Channel {
  const channel = requireChannel(state, channelArn);
  if (channel.privacy === "PRIVATE") requireMember(state, channelArn, bearer);
  else requireIdentity(state, bearer);
  return channel;
}

/**
 * CreateChannelMembership: by a member where the channel is UNRESTRICTED, else by a moderator
 * (API_messaging-chime_Channel, Mode). Sub-channels have no members of their own here.
 */
export function createChannelMembership(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  input: unknown,
): Member {
  const { channel, member: by } = requireMember(state, channelArn, bearer);
  const { MemberArn, Type } = readRequest(MembershipRequest, input);
  const moderates = channel.createdBy.arn === by.arn || channel.moderators.has(by.arn);
  if (channel.mode === "RESTRICTED" && !moderates) {
    throw new ServiceError(403, "ForbiddenException", "Only a moderator adds members to a RESTRICTED channel.");
  }
  const member = identity(state, MemberArn);
  if (channel.members.has(member.arn)) {
    throw new ServiceError(409, "ConflictException", "The member is in the channel already.");
  }
  const members = new Map(channel.members).set(member.arn, {
    member,
    type: Type,
    invitedBy: by,
    createdAt: state.now(),
  });
  state.channels.put({ ...channel, members });
  return member;
}

/** ListChannelMemberships, in the order in which they came; `type` is DEFAULT where the query names none (unverified). */
export function listChannelMemberships(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  query: unknown,
): { memberships: Membership[]; nextToken?: string } {
  const { channel } = requireMember(state, channelArn, bearer);
  const asked = readRequest(MembershipsQuery, query);
  const all = [...channel.members.values()].filter(({ type }) => type === (asked.type ?? "DEFAULT"));
  const start = Number(asked["next-token"] ?? 0);
  const end = start + Number(asked["max-results"] ?? PAGE_MAX);
  return { memberships: all.slice(start, end), ...(end < all.length ? { nextToken: String(end) } : {}) };
}

/** 404, the one operation of these whose model has it; that it is this is unverified. */
function identity(state: ChannelState, arn: string): Member {
  const known = identitiesOf(state.world);
  const member = known.find((one) => one.arn === arn);
  if (member !== undefined) return member;
  const names = known.map((one) => one.arn).join(", ");
  throw new ServiceError(404, "NotFoundException", `The app instance doesn't know that member. Known: ${names}.`);
}
