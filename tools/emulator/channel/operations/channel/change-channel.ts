import { ChannelChange } from "../../requests/channel-requests.ts";
import { readRequest } from "../../requests/request-shapes.ts";
import { type ChannelState, requireMember } from "../../state/channel-state.ts";
import { requireModerator } from "./moderators.ts";

/** UpdateChannel: name, mode and metadata, by a moderator. That what is left out is kept is unverified. */
export function updateChannel(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  input: unknown,
): void {
  const { channel } = requireModerator(state, channelArn, bearer);
  const { Name: name, Mode: mode, Metadata: metadata } = readRequest(ChannelChange, input);
  state.channels.put({
    ...channel,
    ...(name === undefined ? {} : { name }),
    ...(mode === undefined ? {} : { mode }),
    ...(metadata === undefined ? {} : { metadata }),
    updatedAt: state.now(),
  });
}

/**
 * DeleteChannel, by a moderator: with it go its messages, memberships and bans (API_messaging-chime_DeleteChannel). What is in the
 * flow is called back in vain.
 */
export function deleteChannel(state: ChannelState, channelArn: string, bearer: string | undefined): void {
  requireModerator(state, channelArn, bearer);
  state.channels.remove(channelArn);
  for (const { ChannelArn, MessageId } of state.store.messages()) {
    if (ChannelArn === channelArn) state.store.remove(MessageId);
  }
}

/** UpdateChannelReadMarker: the member has read what there was until now. */
export function updateChannelReadMarker(state: ChannelState, channelArn: string, bearer: string | undefined): void {
  const { channel, member } = requireMember(state, channelArn, bearer);
  const membership = channel.members.get(member.arn);
  if (membership === undefined) return;
  const members = new Map(channel.members).set(member.arn, { ...membership, readAt: state.now() });
  state.channels.put({ ...channel, members });
}
