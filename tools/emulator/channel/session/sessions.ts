import { isVisibleTo } from "../message.ts";
import type { Change, Changes } from "../state/changes.ts";
import type { ChannelState } from "../state/channel-state.ts";
import type { Channel } from "../state/channels.ts";
import { identitiesOf } from "../world/world.ts";
import { channelToFrames, channelToPayload, membershipToPayload } from "./channel-frames.ts";
import { type Frame, SESSION_ESTABLISHED } from "./frame.ts";
import { messageToFrames, messageToPayload } from "./message-frames.ts";

/** Where a session's events go. */
export interface SessionListener {
  /** Is handed an event. */
  hear(frame: Frame): void;
  /** Everything was forgotten, so what the client shows is no longer so: it should connect and load anew. */
  forgotten(): void;
}

export interface SessionRequest {
  readonly userArn: string;
  /** Whether each of the user's channels is described before SESSION_ESTABLISHED. */
  readonly prefetches: boolean;
}

/** What a messaging session hears. */
export interface MessagingSessions {
  /** Begins a session and returns what ends it; undefined where the app instance doesn't know the user. */
  begin(request: SessionRequest, listener: SessionListener): (() => void) | undefined;
}

/** The SDK's own figure for channels ("The first 50 channels", MessagingSessionConfiguration); those for what is in one are ours. */
const CHANNELS_MAX = 50;
const MESSAGES_MAX = 20;
const MEMBERS_MAX = 30;

/**
 * The messaging sessions, fed by the changes that the page sees. SESSION_ESTABLISHED says that from there on nothing is missed:
 * a session listens before it is told, and everything is told in the order in which it happened.
 */
export function createSessions(state: ChannelState, changes: Pick<Changes, "on">): MessagingSessions {
  return {
    begin({ userArn, prefetches }, listener) {
      if (!identitiesOf(state.world).some(({ arn }) => arn === userArn)) return undefined;
      const end = changes.on((change) => {
        if (change.kind === "reset") listener.forgotten();
        else for (const frame of changeToFrames(state, change, userArn)) listener.hear(frame);
      });
      if (prefetches) for (const frame of detailsOf(state, userArn)) listener.hear(frame);
      listener.hear(SESSION_ESTABLISHED);
      return end;
    },
  };
}

function changeToFrames(state: ChannelState, change: Change, userArn: string): Frame[] {
  if (change.kind === "channel") return channelToFrames(change.was, change.is, userArn);
  if (change.kind !== "message" && change.kind !== "removed") return [];
  const isMember = state.channels.byArn(change.message.ChannelArn)?.members.has(userArn) === true;
  return isMember ? messageToFrames(change.was, change.kind === "message" ? change.is : undefined, userArn) : [];
}

/**
 * CHANNEL_DETAILS of the user's channels, each with its newest messages, the newest first, and its members. AWS's guide names the
 * parts; their exact members, their number and the order of the channels are unverified.
 */
function detailsOf(state: ChannelState, userArn: string): Frame[] {
  const mine = state.channels.all().filter(({ members }) => members.has(userArn));
  return mine.slice(0, CHANNELS_MAX).map((channel) => ({
    type: "CHANNEL_DETAILS",
    kind: "SYSTEM",
    payload: channelToDetails(state, channel, userArn),
  }));
}

function channelToDetails(state: ChannelState, channel: Channel, userArn: string): Record<string, unknown> {
  const { messages } = state.store.page({
    order: "DESCENDING",
    size: MESSAGES_MAX,
    cursor: undefined,
    read: ({ message, before }) => {
      if (message.ChannelArn !== channel.arn || message.SubChannelId !== undefined) return undefined;
      return [message, before].find((one) => one !== undefined && isVisibleTo(one, userArn));
    },
  });
  const members = [...channel.members.values()].filter(({ type }) => type === "DEFAULT").slice(0, MEMBERS_MAX);
  const readAt = channel.members.get(userArn)?.readAt;
  return {
    Channel: channelToPayload(channel),
    ChannelMessages: messages.map(messageToPayload),
    ChannelMemberships: members.map((one) => membershipToPayload(channel.arn, one)),
    ReadMarkerTimestamp: readAt === undefined ? undefined : new Date(readAt).toISOString(),
  };
}
