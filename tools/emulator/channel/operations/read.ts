import { ServiceError } from "../../service-error.ts";
import { type EmulatedMessage, isVisibleTo } from "../message.ts";
import { readRequest } from "../requests/request-shapes.ts";
import { ListQuery, PAGE_MAX, SubChannelQuery } from "../requests/requests.ts";
import { type ChannelState, requireMember } from "../state/channel-state.ts";
import type { StoredEntry } from "../state/message-store.ts";

/**
 * ListChannelMessages, by default the newest first and 50 at most. Only what is stored is listed, which a NON_PERSISTENT
 * message is not (API_messaging-chime_SendChannelMessage). With a sub-channel its messages alone, without one those of none.
 */
export function listChannelMessages(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  query: unknown,
): { messages: EmulatedMessage[]; nextToken?: string } {
  const { member } = requireMember(state, channelArn, bearer);
  const asked = readRequest(ListQuery, query);
  const notBefore = timeOr(asked["not-before"], Number.NEGATIVE_INFINITY);
  const notAfter = timeOr(asked["not-after"], Number.POSITIVE_INFINITY);
  const { messages, next } = state.store.page({
    order: asked["sort-order"] ?? "DESCENDING",
    size: Number(asked["max-results"] ?? PAGE_MAX),
    cursor: asked["next-token"] === undefined ? undefined : Number(asked["next-token"]),
    read(entry) {
      const { ChannelArn, SubChannelId, CreatedTimestamp } = entry.message;
      if (ChannelArn !== channelArn || SubChannelId !== asked["sub-channel-id"]) return undefined;
      const created = Date.parse(CreatedTimestamp);
      return created < notBefore || created > notAfter ? undefined : seenBy(entry, member.arn);
    },
  });
  return { messages, ...(next === undefined ? {} : { nextToken: String(next) }) };
}

/**
 * GetChannelMessage. That a message the bearer may not see answers like one that isn't there is unverified, and so is that
 * the sender gets one that is still PENDING (`docs/facts.md` §2).
 */
export function getChannelMessage(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  messageId: string,
  query: unknown,
): EmulatedMessage {
  const { member } = requireMember(state, channelArn, bearer);
  const subChannelId = readRequest(SubChannelQuery, query)["sub-channel-id"];
  const entry = state.store.byMessageId(messageId);
  const isThere = entry?.message.ChannelArn === channelArn && entry.message.SubChannelId === subChannelId;
  const message = isThere ? seenBy(entry, member.arn) : undefined;
  if (message !== undefined) return message;
  throw new ServiceError(404, "NotFoundException", "There is no such message in the channel that the bearer may see.");
}

/**
 * GetChannelMessageStatus: only its sender may ask, and a denied message has none (API_messaging-chime_GetChannelMessageStatus).
 * How either is refused is unverified: the model knows no 404 here, so it is a 403.
 */
export function getChannelMessageStatus(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  messageId: string,
): EmulatedMessage["Status"] {
  const { member } = requireMember(state, channelArn, bearer);
  const message = state.store.byMessageId(messageId)?.message;
  const isIts = message?.ChannelArn === channelArn && message.Sender.Arn === member.arn;
  if (isIts && message.Status.Value !== "DENIED") return message.Status;
  throw new ServiceError(403, "ForbiddenException", "The bearer sent no such message, or it was denied.");
}

/** The message as a member sees it, if so: while an edit is in the flow, all but its sender see what was there before. */
function seenBy({ message, before }: StoredEntry, memberArn: string): EmulatedMessage | undefined {
  if (isVisibleTo(message, memberArn)) return message;
  return before !== undefined && isVisibleTo(before, memberArn) ? before : undefined;
}

function timeOr(time: string | undefined, otherwise: number): number {
  return time === undefined ? otherwise : Date.parse(time);
}
