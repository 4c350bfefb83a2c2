import { ServiceError } from "../../../service-error.ts";
import { ChannelsQuery, FlowsQuery, MineQuery } from "../../requests/channel-requests.ts";
import { readRequest } from "../../requests/request-shapes.ts";
import { type ChannelState, requireChannel, requireIdentity, requireMember } from "../../state/channel-state.ts";
import type { Channel, Membership } from "../../state/channels.ts";
import type { ChannelFlow } from "../../state/flows.ts";
import { paged } from "./paged.ts";

/** A channel and what a member is in it. */
export interface Joined {
  readonly channel: Channel;
  readonly membership: Membership;
}

/**
 * ListChannels. Only an administrator may ask for the PRIVATE ones (API_messaging-chime_ListChannels), of whom there are none here;
 * that a query without `privacy` lists the PUBLIC ones is unverified.
 */
export function listChannels(
  state: ChannelState,
  bearer: string | undefined,
  query: unknown,
): { items: Channel[]; nextToken?: string } {
  requireIdentity(state, bearer);
  const asked = readRequest(ChannelsQuery, query);
  requireAppInstance(state, asked["app-instance-arn"]);
  if (asked.privacy === "PRIVATE") {
    throw new ServiceError(403, "ForbiddenException", "Only an administrator lists PRIVATE channels.");
  }
  const open = state.channels.all().filter(({ privacy }) => privacy === "PUBLIC");
  return paged(open, asked);
}

/** ListChannelMembershipsForAppInstanceUser, of the bearer; only an administrator may ask for another's (unverified). */
export function listOwnMemberships(
  state: ChannelState,
  bearer: string | undefined,
  query: unknown,
): { items: Joined[]; nextToken?: string } {
  const { arn } = requireIdentity(state, bearer);
  const asked = readRequest(MineQuery, query);
  requireSelf(arn, asked["app-instance-user-arn"]);
  const joined = state.channels.all().flatMap((channel) => {
    const membership = channel.members.get(arn);
    return membership === undefined ? [] : [{ channel, membership }];
  });
  return paged(joined, asked);
}

/** DescribeChannelMembershipForAppInstanceUser, of the bearer, likewise. */
export function describeOwnMembership(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  query: unknown,
): Joined {
  const { channel, member } = requireMember(state, channelArn, bearer);
  requireSelf(member.arn, readRequest(MineQuery, query)["app-instance-user-arn"]);
  const membership = channel.members.get(member.arn);
  if (membership !== undefined) return { channel, membership };
  throw new ServiceError(403, "ForbiddenException", "The bearer is not a member of the channel.");
}

/** ListSubChannels: elastic channels are not emulated, so there are none. */
export function listSubChannels(state: ChannelState, channelArn: string, bearer: string | undefined): void {
  requireChannel(state, channelArn);
  requireMember(state, channelArn, bearer);
}

/** ListChannelFlows, which has no bearer. */
export function listChannelFlows(state: ChannelState, query: unknown): { items: ChannelFlow[]; nextToken?: string } {
  const asked = readRequest(FlowsQuery, query);
  requireAppInstance(state, asked["app-instance-arn"]);
  return paged(state.flows.all(), asked);
}

/** When the newest message of a channel that everybody may read was sent: epoch milliseconds. */
export function lastMessageAt(state: ChannelState, channel: Channel): number | undefined {
  const { messages } = state.store.page({
    order: "DESCENDING",
    size: 1,
    cursor: undefined,
    read: ({ message }) => {
      const counts = message.Status.Value === "SENT" && message.Persistence === "PERSISTENT" && !message.Target;
      return counts && message.ChannelArn === channel.arn ? message : undefined;
    },
  });
  return messages[0] && Date.parse(messages[0].CreatedTimestamp);
}

export function requireAppInstance(state: ChannelState, appInstanceArn: string): void {
  const only = state.world.appInstanceArn;
  if (appInstanceArn !== only) throw new ServiceError(403, "ForbiddenException", `There is one app instance: ${only}.`);
}

function requireSelf(bearer: string, asked: string | undefined): void {
  if (asked === undefined || asked === bearer) return;
  throw new ServiceError(403, "ForbiddenException", "Only an administrator asks for another's memberships.");
}
