import type { EmulatedDelivery } from "../../delivery.ts";
import { decisionOf } from "../reading/read-decision.ts";
import { outcomeOf } from "../reading/walk-delivery.ts";

/** Which deliveries are listed. */
export interface DeliveryFilter {
  /** Words that a delivery must hold, each of them somewhere: in its text, sender, ids, reason, error or intent. */
  readonly words: string;
  /** The outcome; every one where it is empty. */
  readonly outcome: string;
}

export const ALL_DELIVERIES: DeliveryFilter = { words: "", outcome: "" };

export function fitsFilter(delivery: EmulatedDelivery, { words, outcome }: DeliveryFilter): boolean {
  if (outcome !== "" && outcomeOf(delivery) !== outcome) return false;
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (sought.length === 0) return true;
  const text = searchedText(delivery).toLowerCase();
  return sought.every((word) => text.includes(word));
}

/** How many deliveries had each outcome, the most frequent first. */
export function countOutcomes(deliveries: readonly EmulatedDelivery[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const delivery of deliveries) {
    const outcome = outcomeOf(delivery);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

function searchedText({ event, messageId, callbackId, turns, invocations }: EmulatedDelivery): string {
  const { Content, Sender } = event.ChannelMessage;
  const decision = decisionOf(invocations);
  return [
    ...[Content, Sender.Name ?? Sender.Arn, messageId, callbackId],
    ...[decision?.verdict?.reason, decision?.error?.code],
    ...turns.map(({ result }) => result?.sessionState?.intent?.name),
  ].join("\n");
}
