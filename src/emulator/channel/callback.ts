import type { Callback } from "../../../mappers/shapes/callback.ts";
import type { ObservedCallback } from "../delivery.ts";
import { ServiceError } from "../service-error.ts";
import { type ChannelState, requireChannel, type SettledRefusal } from "./channel-state.ts";
import { underFault } from "./faults.ts";
import type { EmulatedMessage } from "./message.ts";
import { CallbackRequest, readRequest } from "./requests.ts";

/**
 * ChannelFlowCallback, under the fault in force. The first for a message settles it: denied with `DeleteResource`, else sent,
 * with the members that the callback gives in place of the message's. Every further one is refused. What was called back
 * is recorded with its delivery, and so is each refusal.
 */
export async function channelFlowCallback(
  state: ChannelState,
  channelArn: string,
  input: unknown,
  signal: AbortSignal,
): Promise<{ CallbackId: string; ChannelArn: string }> {
  const at = state.now();
  try {
    return await underFault(state.faults, "callback", signal, () => {
      const request = settle(state, channelArn, input);
      observe(state, channelArn, input, { at });
      return { CallbackId: request.CallbackId, ChannelArn: channelArn };
    });
  } catch (thrown) {
    if (thrown instanceof ServiceError) {
      const { status, name, message } = thrown;
      observe(state, channelArn, input, { at, refused: { status, name, message } });
    }
    throw thrown;
  }
}

function settle(state: ChannelState, channelArn: string, input: unknown): CallbackRequest {
  requireChannel(state, channelArn);
  const request = readRequest(CallbackRequest, input);
  const message = state.store.byCallbackId(request.CallbackId)?.message;
  if (message === undefined || message.MessageId !== request.ChannelMessage.MessageId) {
    // Unverified; the 403 is what the service answers for a callback it no longer waits for.
    throw new ServiceError(403, "ForbiddenException", "There is no message with this MessageId and CallbackId.");
  }
  if (message.Status.Value !== "PENDING") throw settledRefusal(state.settledRefusal, request.CallbackId);
  state.store.replace(settled(message, request, new Date(state.now()).toISOString()));
  return request;
}

/** That omitted members are kept, and given attributes replace all there were, is unverified (`docs/facts.md` §1.3). */
function settled(message: EmulatedMessage, request: CallbackRequest, timestamp: string): EmulatedMessage {
  if (request.DeleteResource === true) {
    return { ...message, Status: { Value: "DENIED" }, LastUpdatedTimestamp: timestamp };
  }
  return { ...message, ...request.ChannelMessage, Status: { Value: "SENT" }, LastUpdatedTimestamp: timestamp };
}

/** `docs/facts.md` §1.4. Only the text of the 400 tells it from a malformed request. */
function settledRefusal(shape: SettledRefusal, callbackId: string): ServiceError {
  switch (shape) {
    case "forbidden":
      return new ServiceError(403, "ForbiddenException", "You are not authorized to perform this operation.");
    case "bad-request": {
      const text = `Unable to complete processing of non-pending message for callback id ${callbackId}`;
      return new ServiceError(400, "BadRequestException", text);
    }
    case "conflict":
      return new ServiceError(409, "ConflictException", "Another callback for this message is being processed.");
  }
}

function observe(
  state: ChannelState,
  channelArn: string,
  input: unknown,
  how: Omit<ObservedCallback, "callback">,
): void {
  if (!hasIds(input)) return;
  const messageId = state.store.byCallbackId(input.CallbackId)?.message.MessageId ?? input.ChannelMessage.MessageId;
  state.deliveries.callback(messageId, { callback: { ...input, ChannelArn: channelArn }, ...how });
}

/** Enough to tell whose delivery it is. A refused callback is recorded as it came, whatever else is wrong with it. */
function hasIds(input: unknown): input is Callback {
  if (typeof input !== "object" || input === null || !("CallbackId" in input && "ChannelMessage" in input))
    return false;
  const { CallbackId, ChannelMessage } = input;
  if (typeof CallbackId !== "string" || typeof ChannelMessage !== "object" || ChannelMessage === null) return false;
  return "MessageId" in ChannelMessage && typeof ChannelMessage.MessageId === "string";
}
