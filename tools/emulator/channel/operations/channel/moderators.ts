import { ServiceError } from "../../../service-error.ts";
import { readRequest } from "../../requests/request-shapes.ts";
import { PageQuery } from "../../requests/requests.ts";
import { type ChannelState, requireMember } from "../../state/channel-state.ts";
import type { Channel } from "../../state/channels.ts";
import { identitiesOf, type Member } from "../../world/world.ts";
import { paged } from "./paged.ts";

/** Who made a channel moderates it, and so does who is among its ModeratorArns. The emulator has no administrators (unverified). */
export function isModerator(channel: Channel, memberArn: string): boolean {
  return channel.createdBy.arn === memberArn || channel.moderators.has(memberArn);
}

/** The channel, in the name of one who moderates it. */
export function requireModerator(state: ChannelState, channelArn: string, bearer: string | undefined) {
  const asked = requireMember(state, channelArn, bearer);
  if (isModerator(asked.channel, asked.member.arn)) return asked;
  throw new ServiceError(403, "ForbiddenException", "The bearer doesn't moderate this channel.");
}

/** ListChannelModerators, by any member, who made the channel first: both unverified. */
export function listChannelModerators(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  query: unknown,
): { items: Member[]; nextToken?: string } {
  const { channel } = requireMember(state, channelArn, bearer);
  const moderators = identitiesOf(state.world).filter(({ arn }) => isModerator(channel, arn));
  const isFirst = ({ arn }: Member) => arn === channel.createdBy.arn;
  const ordered = [...moderators.filter(isFirst), ...moderators.filter((one) => !isFirst(one))];
  return paged(ordered, readRequest(PageQuery, query));
}
