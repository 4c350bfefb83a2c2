import { ServiceError } from "../../service-error.ts";
import type { EmulatedMessage } from "../message.ts";
import { readRequest } from "../requests/request-shapes.ts";
import { RedactRequest, SubChannelQuery, UpdateRequest } from "../requests/requests.ts";
import { type ChannelState, requireMember } from "../state/channel-state.ts";
import type { StoredEntry } from "../state/message-store.ts";
import { isModerator } from "./channel/moderators.ts";
import { flowOf, toDelivery } from "./enter-flow.ts";

/**
 * UpdateChannelMessage, by its sender. In a channel with a flow the edit goes through it under a new callback id
 * (`docs/facts.md` §2): until it is called back its sender alone sees it, as PENDING, and everybody else what was there before
 * (sending-msgs of the developer guide, PENDING_UPDATE_CHANNEL_MESSAGE). Unverified: that what a request omits is kept, that
 * others than the sender get a 403, and that a message which is itself still in the flow gets a 409.
 */
export function updateChannelMessage(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  messageId: string,
  input: unknown,
): EmulatedMessage {
  const { channel, member } = requireMember(state, channelArn, bearer);
  const { SubChannelId, ...changes } = readRequest(UpdateRequest, input);
  const entry = changeable(state, channelArn, messageId, SubChannelId);
  if (entry.message.Sender.Arn !== member.arn) throw forbidden("Only its sender may edit a message.");
  if (entry.message.Redacted) throw new ServiceError(409, "ConflictException", "The message was redacted.");

  const timestamp = new Date(state.now()).toISOString();
  const inFlow = entry.message.Type === "STANDARD" && flowOf(state, channel) !== undefined;
  const message: EmulatedMessage = {
    ...entry.message,
    ...changes,
    Status: { Value: inFlow ? "PENDING" : "SENT" },
    LastUpdatedTimestamp: timestamp,
    LastEditedTimestamp: timestamp,
  };
  if (!inFlow) {
    state.store.replace({ ...entry, message });
    return message;
  }
  const { delivery, invoke } = toDelivery(state, message);
  state.store.replace({ ...entry, message, delivery, before: entry.message });
  invoke();
  return message;
}

/** RedactChannelMessage, by the sender or a moderator: content and metadata are gone, the message is still there. */
export function redactChannelMessage(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  messageId: string,
  input: unknown,
): EmulatedMessage {
  const { channel, member } = requireMember(state, channelArn, bearer);
  const { SubChannelId } = readRequest(RedactRequest, input);
  const entry = changeable(state, channelArn, messageId, SubChannelId);
  if (entry.message.Sender.Arn !== member.arn && !isModerator(channel, member.arn)) throw forbidden(NO_MODERATOR);
  const { Metadata: _, PushNotification: __, MessageAttributes: ___, ContentType: ____, ...kept } = entry.message;
  const timestamp = new Date(state.now()).toISOString();
  const message: EmulatedMessage = { ...kept, Content: "", Redacted: true, LastUpdatedTimestamp: timestamp };
  state.store.replace({ ...entry, message });
  return message;
}

/**
 * DeleteChannelMessage, by a moderator: "only admins can perform this action" (API_messaging-chime_DeleteChannelMessage). The
 * emulator has no administrators of its own; who may moderate a channel may delete in it (unverified), and that is who created it
 * or is among its ModeratorArns.
 */
export function deleteChannelMessage(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  messageId: string,
  query: unknown,
): void {
  const { channel, member } = requireMember(state, channelArn, bearer);
  const subChannelId = readRequest(SubChannelQuery, query)["sub-channel-id"];
  const entry = changeable(state, channelArn, messageId, subChannelId);
  if (!isModerator(channel, member.arn)) throw forbidden(NO_MODERATOR);
  state.store.remove(entry.message.MessageId);
}

/** Of the model's errors for these operations none is a 404, so what isn't there is a 403 (unverified). */
function changeable(
  state: ChannelState,
  channelArn: string,
  messageId: string,
  subChannelId: string | undefined,
): StoredEntry {
  const entry = state.store.byMessageId(messageId);
  const message = entry?.message;
  const isThere = message?.ChannelArn === channelArn && message.SubChannelId === subChannelId;
  if (entry === undefined || !isThere || message.Persistence !== "PERSISTENT") {
    throw forbidden("There is no such message in the channel.");
  }
  if (message.Status.Value === "SENT") return entry;
  throw new ServiceError(409, "ConflictException", `The message is ${message.Status.Value}.`);
}

const NO_MODERATOR = "The bearer doesn't moderate this channel.";

function forbidden(text: string): ServiceError {
  return new ServiceError(403, "ForbiddenException", text);
}
