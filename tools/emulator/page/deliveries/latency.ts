import type { EmulatedMessage } from "../../channel/message.ts";
import type { EmulatedDelivery } from "../../delivery.ts";
import { acceptedCallback } from "../reading/walk-delivery.ts";
import { answeredId } from "../state/select.ts";

/** When the bots' last answer to each message was sent, in epoch milliseconds, by that message's id. */
export function lastAnswers(messages: readonly EmulatedMessage[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const message of messages) {
    const id = answeredId(message);
    if (id === undefined || id === message.MessageId) continue;
    last.set(id, Math.max(last.get(id) ?? 0, Date.parse(message.CreatedTimestamp)));
  }
  return last;
}

/** Milliseconds to the accepted callback, or to the last part that a bot sent under its own name; undefined before the callback. */
export function latencyOf(delivery: EmulatedDelivery, answers: ReadonlyMap<string, number>): number | undefined {
  const accepted = acceptedCallback(delivery);
  if (accepted === undefined) return undefined;
  return Math.max(0, accepted.at - delivery.at, (answers.get(delivery.messageId) ?? 0) - delivery.at);
}
