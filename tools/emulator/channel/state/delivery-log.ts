import type { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";
import type { EmulatedDelivery, ObservedCallback, ObservedInvocation, ObservedTurn } from "../../delivery.ts";

/** How many observations of one kind a delivery keeps: enough for any honest processor, and a bound for a looping one. */
const OBSERVATIONS_MAX = 100;

export interface DeliveryLog {
  open(event: ProcessorEvent, at: number): void;
  invocation(callbackId: string, observed: ObservedInvocation): void;
  /** A turn names its message only: it is recorded with the message's newest delivery, whose callback id is returned. */
  turn(messageId: string, observed: ObservedTurn): string | undefined;
  /** Recorded with the delivery of that callback id, else with the message's newest. */
  callback(ids: { callbackId: string; messageId: string }, observed: ObservedCallback): void;
  deliveries(): EmulatedDelivery[];
  clear(): void;
}

/** Keeps the newest `limit` deliveries. What is observed of a delivery that is not among them is dropped. */
export function createDeliveryLog(limit: number, changed: (delivery: EmulatedDelivery) => void): DeliveryLog {
  /** By callback id. */
  const log = new Map<string, EmulatedDelivery>();
  /** The callback id of a message's newest delivery. */
  const newest = new Map<string, string>();

  function put(delivery: EmulatedDelivery): void {
    log.set(delivery.callbackId, delivery);
    changed(delivery);
  }

  function update(callbackId: string, change: (delivery: EmulatedDelivery) => EmulatedDelivery): void {
    const delivery = log.get(callbackId);
    if (delivery !== undefined) put(change(delivery));
  }

  function forgetOldest(): void {
    for (const { callbackId, messageId } of log.values()) {
      log.delete(callbackId);
      if (newest.get(messageId) === callbackId) newest.delete(messageId);
      return;
    }
  }

  return {
    open(event, at) {
      const { CallbackId: callbackId, ChannelMessage } = event;
      const messageId = ChannelMessage.MessageId;
      newest.set(messageId, callbackId);
      put({ messageId, callbackId, at, event, invocations: [], turns: [], callbacks: [] });
      if (log.size > limit) forgetOldest();
    },
    invocation: (id, observed) => update(id, (was) => ({ ...was, invocations: added(was.invocations, observed) })),
    turn(messageId, observed) {
      const id = newest.get(messageId);
      if (id !== undefined) update(id, (was) => ({ ...was, turns: added(was.turns, observed) }));
      return id;
    },
    callback({ callbackId, messageId }, observed) {
      const id = log.has(callbackId) ? callbackId : (newest.get(messageId) ?? "");
      update(id, (was) => ({ ...was, callbacks: added(was.callbacks, observed) }));
    },
    deliveries: () => [...log.values()],
    clear() {
      log.clear();
      newest.clear();
    },
  };
}

function added<T>(list: readonly T[], item: T): T[] {
  return [...list, item].slice(-OBSERVATIONS_MAX);
}
