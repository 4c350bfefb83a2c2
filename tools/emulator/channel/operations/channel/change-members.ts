import { ServiceError } from "../../../service-error.ts";
import { BatchRequest } from "../../requests/channel-requests.ts";
import { readRequest } from "../../requests/request-shapes.ts";
import { type ChannelState, requireMember } from "../../state/channel-state.ts";
import type { Channel, Membership } from "../../state/channels.ts";
import { identitiesOf, type Member } from "../../world/world.ts";
import { isModerator } from "./moderators.ts";

/** One who wasn't added, and why (API_messaging-chime_BatchCreateChannelMembershipError). */
export interface NotAdded {
  readonly MemberArn: string;
  readonly ErrorCode: "NotFound" | "Conflict" | "Forbidden";
  readonly ErrorMessage: string;
}

export interface BatchAdded {
  readonly invitedBy: Member;
  readonly type: Membership["type"];
  readonly members: readonly Member[];
  readonly errors: readonly NotAdded[];
}

/** Who may add members: a member where the channel is UNRESTRICTED, else a moderator (API_messaging-chime_Channel, Mode). */
export function requireInviter(state: ChannelState, channelArn: string, bearer: string | undefined) {
  const asked = requireMember(state, channelArn, bearer);
  if (asked.channel.mode === "UNRESTRICTED" || isModerator(asked.channel, asked.member.arn)) return asked;
  throw new ServiceError(403, "ForbiddenException", "Only a moderator adds members to a RESTRICTED channel.");
}

/** BatchCreateChannelMembership: whoever can be added is, each of the others is named in the answer. */
export function batchCreateChannelMembership(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  input: unknown,
): BatchAdded {
  const { channel, member: invitedBy } = requireInviter(state, channelArn, bearer);
  const { MemberArns, Type: type = "DEFAULT" } = readRequest(BatchRequest, input);
  const known = new Map(identitiesOf(state.world).map((one) => [one.arn, one]));
  const members = new Map(channel.members);
  const added: Member[] = [];
  const errors: NotAdded[] = [];
  for (const MemberArn of MemberArns) {
    const member = known.get(MemberArn);
    const error = member === undefined ? UNKNOWN : whyNot({ ...channel, members }, MemberArn);
    if (member === undefined || error !== undefined) {
      errors.push({ MemberArn, ...(error ?? UNKNOWN) });
      continue;
    }
    members.set(MemberArn, { member, type, invitedBy, createdAt: state.now() });
    added.push(member);
  }
  if (added.length > 0) state.channels.put({ ...channel, members });
  return { invitedBy, type, members: added, errors };
}

const UNKNOWN = { ErrorCode: "NotFound", ErrorMessage: "The app instance doesn't know that member." } as const;

/** Why somebody can't be added, if so. That a banned member is a 403, and one who is there a 409, is unverified. */
export function whyNot(channel: Channel, memberArn: string): Omit<NotAdded, "MemberArn"> | undefined {
  if (channel.bans.has(memberArn)) return { ErrorCode: "Forbidden", ErrorMessage: "The member is banned." };
  if (!channel.members.has(memberArn)) return undefined;
  return { ErrorCode: "Conflict", ErrorMessage: "The member is in the channel already." };
}

/** DeleteChannelMembership: members leave by themselves, a moderator takes out others. Who isn't there is a 403 (unverified). */
export function deleteChannelMembership(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  memberArn: string,
): void {
  const { channel, member: by } = requireMember(state, channelArn, bearer);
  if (by.arn !== memberArn && !isModerator(channel, by.arn)) {
    throw new ServiceError(403, "ForbiddenException", "Only a moderator takes others out of a channel.");
  }
  const members = new Map(channel.members);
  if (!members.delete(memberArn)) {
    throw new ServiceError(403, "ForbiddenException", "There is no such member in the channel.");
  }
  state.channels.put({ ...channel, members });
}

/** DescribeChannelMembership, by a member. */
export function describeChannelMembership(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  memberArn: string,
): Membership {
  const membership = requireMember(state, channelArn, bearer).channel.members.get(memberArn);
  if (membership !== undefined) return membership;
  throw new ServiceError(404, "NotFoundException", "There is no such member in the channel.");
}
