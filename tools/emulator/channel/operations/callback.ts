import { isDeepStrictEqual } from "node:util";
import type { Callback } from "../../../../mappers/shapes/callback.ts";
import type { ObservedCallback } from "../../delivery.ts";
import { ServiceError } from "../../service-error.ts";
import { readRequest } from "../requests/request-shapes.ts";
import { CallbackRequest } from "../requests/requests.ts";
import { type ChannelState, requireChannel, type SettledRefusal } from "../state/channel-state.ts";
import { settleEntry } from "./enter-flow.ts";

/** How long a callback is waited for (`docs/facts.md` §2). */
export const CALLBACK_MAX_MS = 48 * 60 * 60 * 1_000;

/**
 * ChannelFlowCallback. The first for a delivery settles it: denied with `DeleteResource`, else sent, with the members that the
 * callback gives in place of the message's. Every further one is refused, and so is one after 48 hours, with the same 403.
 */
export function channelFlowCallback(
  state: ChannelState,
  channelArn: string,
  input: unknown,
): { CallbackId: string; ChannelArn: string } {
  requireChannel(state, channelArn);
  const request = readRequest(CallbackRequest, input);
  const entry = state.store.byCallbackId(request.CallbackId);
  const { message, delivery } = entry ?? {};
  if (entry === undefined || delivery === undefined || !isAbout(request, channelArn, message)) {
    // Unverified; the 403 is what the service answers for a callback it no longer waits for.
    throw new ServiceError(403, "ForbiddenException", "There is no message with this MessageId and CallbackId.");
  }
  if (state.now() - delivery.at > CALLBACK_MAX_MS) {
    throw new ServiceError(403, "ForbiddenException", "The time for this callback is over.");
  }
  if (entry.message.Status.Value !== "PENDING" || delivery.callbackId !== request.CallbackId) {
    throw settledRefusal(state.settledRefusal(), request.CallbackId);
  }
  // That omitted members are kept, and given attributes replace all there were, is unverified (`docs/facts.md` §1.3).
  if (request.DeleteResource === true) settleEntry(state, entry, { Value: "DENIED" });
  else settleEntry(state, entry, { Value: "SENT" }, request.ChannelMessage);
  return { CallbackId: request.CallbackId, ChannelArn: channelArn };
}

/** Whether a callback gives the message anything that it doesn't hold: only those count for the channel's rate (`docs/facts.md` §4). */
export function isChanging(state: ChannelState, input: unknown): boolean {
  if (!hasIds(input) || input.DeleteResource === true) return false;
  const held: Readonly<Record<string, unknown>> = { ...state.store.byCallbackId(input.CallbackId)?.message };
  return Object.entries(input.ChannelMessage).some(([name, value]) => !isDeepStrictEqual(value, held[name]));
}

function isAbout(
  { ChannelMessage }: CallbackRequest,
  channelArn: string,
  message: { readonly MessageId: string; readonly ChannelArn: string } | undefined,
): boolean {
  return message?.MessageId === ChannelMessage.MessageId && message.ChannelArn === channelArn;
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

/** Records with its delivery what was called back, as it came, and how it was answered. */
export function observeCallback(
  state: ChannelState,
  channelArn: string,
  input: unknown,
  how: Omit<ObservedCallback, "callback">,
): void {
  if (!hasIds(input)) return;
  const ids = { callbackId: input.CallbackId, messageId: input.ChannelMessage.MessageId };
  state.deliveries.callback(ids, { callback: { ...input, ChannelArn: channelArn }, ...how });
}

/** Enough to tell whose delivery it is. A refused callback is recorded as it came, whatever else is wrong with it. */
function hasIds(input: unknown): input is Callback {
  if (typeof input !== "object" || input === null || !("CallbackId" in input && "ChannelMessage" in input))
    return false;
  const { CallbackId, ChannelMessage } = input;
  if (typeof CallbackId !== "string" || typeof ChannelMessage !== "object" || ChannelMessage === null) return false;
  return "MessageId" in ChannelMessage && typeof ChannelMessage.MessageId === "string";
}
