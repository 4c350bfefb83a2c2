import { ServiceError } from "../service-error.ts";
import { type ChannelState, requireMember } from "./channel-state.ts";
import { type EmulatedMessage, isVisibleTo } from "./message.ts";
import { ListQuery, readRequest } from "./requests.ts";

const PAGE_MAX = 50;

/**
 * ListChannelMessages, by default the newest first and 50 at most. Only what is stored is listed, which a NON_PERSISTENT
 * message is not (API_messaging-chime_SendChannelMessage).
 */
export function listChannelMessages(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  query: unknown,
): { messages: EmulatedMessage[]; nextToken?: string } {
  const reader = requireMember(state, channelArn, bearer);
  const read = readRequest(ListQuery, query);
  const notBefore = Date.parse(read["not-before"] ?? "") || Number.NEGATIVE_INFINITY;
  const notAfter = Date.parse(read["not-after"] ?? "") || Number.POSITIVE_INFINITY;
  const { messages, next } = state.store.page({
    order: read["sort-order"] ?? "DESCENDING",
    size: Number(read["max-results"] ?? PAGE_MAX),
    cursor: read["next-token"] === undefined ? undefined : Number(read["next-token"]),
    matches(message) {
      const created = Date.parse(message.CreatedTimestamp);
      if (created < notBefore || created > notAfter || message.Persistence !== "PERSISTENT") return false;
      return isVisibleTo(message, reader.arn);
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
): EmulatedMessage {
  const reader = requireMember(state, channelArn, bearer);
  const message = state.store.byMessageId(messageId)?.message;
  if (message !== undefined && message.Persistence === "PERSISTENT" && isVisibleTo(message, reader.arn)) return message;
  throw new ServiceError(404, "NotFoundException", "There is no such message in the channel that the bearer may see.");
}
