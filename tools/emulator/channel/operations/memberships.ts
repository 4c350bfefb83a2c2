import { randomUUID } from "node:crypto";
import { ServiceError } from "../../service-error.ts";
import { ChannelRequest, MembershipRequest } from "../requests/channel-requests.ts";
import { readRequest } from "../requests/request-shapes.ts";
import { MembershipsQuery } from "../requests/requests.ts";
import {
  type ChannelState,
  requireChannel,
  requireIdentity,
  requireIdentityOf,
  requireMember,
} from "../state/channel-state.ts";
import { type Channel, type Membership, toMembers } from "../state/channels.ts";
import type { Member } from "../world/world.ts";
import { requireInviter, whyNot } from "./channel/change-members.ts";
import { paged } from "./channel/paged.ts";

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
  const named = [...(request.MemberArns ?? []), ...(request.ModeratorArns ?? [])].map((one) =>
    requireIdentityOf(state, one),
  );
  const channel: Channel = {
    arn,
    name: request.Name,
    mode: request.Mode ?? "UNRESTRICTED",
    privacy: request.Privacy ?? "PRIVATE",
    ...(request.Metadata === undefined ? {} : { metadata: request.Metadata }),
    members: toMembers([creator, ...named], creator, state.now()),
    moderators: new Set(request.ModeratorArns),
    bans: new Map(),
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

/** CreateChannelMembership. Sub-channels have no members of their own here. */
export function createChannelMembership(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  input: unknown,
): Member {
  const { channel, member: by } = requireInviter(state, channelArn, bearer);
  const { MemberArn, Type } = readRequest(MembershipRequest, input);
  const member = requireIdentityOf(state, MemberArn);
  const why = whyNot(channel, member.arn);
  if (why !== undefined) {
    throw new ServiceError(why.ErrorCode === "Conflict" ? 409 : 403, `${why.ErrorCode}Exception`, why.ErrorMessage);
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
  const { items: memberships, ...more } = paged(all, asked);
  return { memberships, ...more };
}
