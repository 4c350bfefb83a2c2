import { randomUUID } from "node:crypto";
import type { EmulatedMessage } from "../message.ts";
import type { ChannelState } from "../state/channel-state.ts";
import type { Channel } from "../state/channels.ts";
import type { ChannelFlow } from "../state/flows.ts";
import type { StoredEntry } from "../state/message-store.ts";
import { toProcessorEvent } from "../state/processor-event.ts";

/** The flow that a channel's messages go through. The emulator's own is there as long as there is a processor. */
export function flowOf(state: ChannelState, channel: Channel): ChannelFlow | undefined {
  if (channel.flowArn === state.world.channelFlowArn && !state.hasProcessor()) return undefined;
  return channel.flowArn === undefined ? undefined : state.flows.byArn(channel.flowArn);
}

/** A PENDING message's delivery, under a new callback id; `invoke` starts it once the entry is stored. */
export function toDelivery(
  state: ChannelState,
  message: EmulatedMessage,
): { delivery: NonNullable<StoredEntry["delivery"]>; invoke: () => void } {
  const callbackId = randomUUID();
  const at = state.now();
  const event = toProcessorEvent(message, callbackId, state.eventFields);
  return {
    delivery: { callbackId, event, at },
    invoke() {
      state.deliveries.open(event, at);
      state.invocations.start(event);
    },
  };
}

/**
 * What becomes of a message whose processor can't be reached: with ABORT it is FAILED, with CONTINUE sent as it is
 * (API_messaging-chime_Processor). An edit that fails leaves the message as it was, which is unverified.
 */
export function fallBack(state: ChannelState, callbackId: string): void {
  const entry = state.store.byCallbackId(callbackId);
  if (entry?.message.Status.Value !== "PENDING" || entry.delivery?.callbackId !== callbackId) return;
  const flow = state.flows.byArn(state.channels.byArn(entry.message.ChannelArn)?.flowArn ?? "");
  const goesOn = flow?.processor.FallbackAction === "CONTINUE";
  settleEntry(state, entry, goesOn ? { Value: "SENT" } : { Value: "FAILED", Detail: "The processor is unreachable." });
}

/** Ends a message's time in the flow. An edit that isn't sent leaves what everybody saw before it. */
export function settleEntry(
  state: ChannelState,
  entry: StoredEntry,
  Status: EmulatedMessage["Status"],
  changes: Partial<EmulatedMessage> = {},
): void {
  const { before, undone: _, ...rest } = entry;
  const LastUpdatedTimestamp = new Date(state.now()).toISOString();
  const settled = { ...entry.message, ...changes, Status, LastUpdatedTimestamp };
  const isUndone = before !== undefined && Status.Value !== "SENT";
  state.store.replace(isUndone ? { ...rest, message: before, undone: settled } : { ...rest, message: settled });
}
