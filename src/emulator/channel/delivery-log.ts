import type { ProcessorEvent } from "../../../mappers/shapes/processor-event.ts";
import type { Delivery, ObservedCallback, ObservedInvocation, ObservedTurn } from "../delivery.ts";

/** How many observations of one kind a delivery keeps: enough for any honest processor, and a bound for a looping one. */
const OBSERVATIONS_MAX = 100;

export interface DeliveryLog {
  open(messageId: string, callbackId: string, event: ProcessorEvent, at: number): void;
  invocation(messageId: string, observed: ObservedInvocation): void;
  turn(messageId: string, observed: ObservedTurn): void;
  callback(messageId: string, observed: ObservedCallback): void;
  byMessageId(messageId: string): Delivery | undefined;
  deliveries(): Delivery[];
  clear(): void;
}

/** Keeps the newest `limit` deliveries. What is observed of a delivery that is not among them is dropped. */
export function createDeliveryLog(limit: number, changed: (delivery: Delivery) => void): DeliveryLog {
  const log = new Map<string, Delivery>();

  function put(delivery: Delivery): void {
    log.set(delivery.messageId, delivery);
    changed(delivery);
  }

  function update(messageId: string, change: (delivery: Delivery) => Delivery): void {
    const delivery = log.get(messageId);
    if (delivery !== undefined) put(change(delivery));
  }

  return {
    open(messageId, callbackId, event, at) {
      put({ messageId, callbackId, at, event, invocations: [], turns: [], callbacks: [] });
      if (log.size <= limit) return;
      for (const oldest of log.keys()) {
        log.delete(oldest);
        break;
      }
    },
    invocation: (id, observed) => update(id, (was) => ({ ...was, invocations: added(was.invocations, observed) })),
    turn: (id, observed) => update(id, (was) => ({ ...was, turns: added(was.turns, observed) })),
    callback: (id, observed) => update(id, (was) => ({ ...was, callbacks: added(was.callbacks, observed) })),
    byMessageId: (messageId) => log.get(messageId),
    deliveries: () => [...log.values()],
    clear: () => log.clear(),
  };
}

function added<T>(list: readonly T[], item: T): T[] {
  return [...list, item].slice(-OBSERVATIONS_MAX);
}
