import type { Channel, Membership } from "../state/channels.ts";
import type { Frame } from "./frame.ts";

/**
 * What one person is told when a channel came (`was` is undefined), changed, or is no more (`is` is undefined): the events of
 * "Understanding system messages" in the developer guide. Unverified: all members of their payloads; that a new channel is told
 * of by its memberships, one by one; that BatchCreateChannelMembership is one BATCH_CREATE_CHANNEL_MEMBERSHIP; that who was taken
 * out is told of it too; and that of a HIDDEN member nobody else is told.
 */
export function channelToFrames(was: Channel | undefined, is: Channel | undefined, memberArn: string): Frame[] {
  if (is === undefined) return was?.members.has(memberArn) ? [system("DELETE_CHANNEL", channelToPayload(was))] : [];
  const maySee = ({ member, type }: Membership) => type === "DEFAULT" || member.arn === memberArn;
  const came = [...is.members.values()].filter(({ member }) => !was?.members.has(member.arn)).filter(maySee);
  const left = [...(was?.members.values() ?? [])].filter(({ member }) => !is.members.has(member.arn)).filter(maySee);
  if (!is.members.has(memberArn)) {
    return left.filter(({ member }) => member.arn === memberArn).map((one) => leftFrame(is.arn, one));
  }
  return [
    ...cameFrames(is, came, was === undefined),
    ...left.map((one) => leftFrame(is.arn, one)),
    ...(was !== undefined && isUpdated(was, is) ? [system("UPDATE_CHANNEL", channelToPayload(is))] : []),
  ];
}

function cameFrames({ arn }: Channel, came: readonly Membership[], isNew: boolean): Frame[] {
  const [first] = came;
  if (first === undefined || isNew || came.length === 1) {
    return came.map((one) => system("CREATE_CHANNEL_MEMBERSHIP", membershipToPayload(arn, one)));
  }
  const { Member: _, ...shared } = membershipToPayload(arn, first);
  const Members = came.map(({ member }) => ({ Arn: member.arn, Name: member.name }));
  return [system("BATCH_CREATE_CHANNEL_MEMBERSHIP", { ...shared, Members })];
}

function leftFrame(channelArn: string, membership: Membership): Frame {
  return system("DELETE_CHANNEL_MEMBERSHIP", membershipToPayload(channelArn, membership));
}

function isUpdated(was: Channel, is: Channel): boolean {
  return was.name !== is.name || was.mode !== is.mode || was.metadata !== is.metadata;
}

function system(type: string, payload: Record<string, unknown>): Frame {
  return { type, kind: "SYSTEM", payload };
}

/** API_messaging-chime_Channel, its times in ISO 8601 like a message's. */
export function channelToPayload(channel: Channel): Record<string, unknown> {
  return {
    ChannelArn: channel.arn,
    Name: channel.name,
    Mode: channel.mode,
    Privacy: channel.privacy,
    Metadata: channel.metadata,
    CreatedBy: { Arn: channel.createdBy.arn, Name: channel.createdBy.name },
    CreatedTimestamp: new Date(channel.createdAt).toISOString(),
    LastUpdatedTimestamp: new Date(channel.updatedAt).toISOString(),
    ChannelFlowArn: channel.flowArn,
  };
}

/** API_messaging-chime_ChannelMembership. */
export function membershipToPayload(ChannelArn: string, membership: Membership): Record<string, unknown> {
  const { member, invitedBy, type, createdAt } = membership;
  return {
    ChannelArn,
    Member: { Arn: member.arn, Name: member.name },
    InvitedBy: { Arn: invitedBy.arn, Name: invitedBy.name },
    Type: type,
    CreatedTimestamp: new Date(createdAt).toISOString(),
  };
}
