import type { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";
import type { EmulatedDelivery, ObservedCallback, ObservedInvocation, ObservedTurn } from "../../delivery.ts";
import { heldWeight } from "../../weight.ts";

/** How many observations of one kind a delivery keeps: enough for any honest processor, and a bound for a looping one. */
const OBSERVATIONS_MAX = 100;
/** Weightier than any turn, callback or record of an honest processor. */
const OBSERVATION_MAX_BYTES = 512 * 1024;

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

/** How many deliveries a log keeps, and of what weight in bytes. */
export interface LogLimits {
  readonly deliveries: number;
  readonly bytes: number;
}

/** Keeps the newest deliveries. What is observed of a delivery that is not among them is dropped. */
export function createDeliveryLog(limits: LogLimits, changed: (delivery: EmulatedDelivery) => void): DeliveryLog {
  /** By callback id. */
  const log = new Map<string, EmulatedDelivery>();
  const weights = new Map<string, number>();
  let weight = 0;
  /** The callback id of a message's newest delivery. */
  const newest = new Map<string, string>();

  /** `is` is the delivery's weight: the event's and that of each list are taken once, since neither changes. */
  function put(delivery: EmulatedDelivery, is: number): void {
    const { callbackId } = delivery;
    log.set(callbackId, delivery);
    weigh(callbackId, is);
    changed(delivery);
    for (const oldest of log.keys()) {
      if (log.size <= limits.deliveries && weight <= limits.bytes) return;
      // What somebody looks at stays, and what they look at is the newest.
      if (oldest !== callbackId) forget(oldest);
    }
  }

  function weigh(callbackId: string, is: number): void {
    weight += is - (weights.get(callbackId) ?? 0);
    weights.set(callbackId, is);
  }

  function observe<Kind extends "invocations" | "turns" | "callbacks">(
    callbackId: string,
    kind: Kind,
    observed: EmulatedDelivery[Kind][number],
  ): void {
    const delivery = log.get(callbackId);
    if (delivery === undefined) return;
    const was: readonly EmulatedDelivery[Kind][number][] = delivery[kind];
    const is = added(was, observed);
    const before = weights.get(callbackId) ?? 0;
    put({ ...delivery, [kind]: is }, before + heldWeight(is) - heldWeight(was));
  }

  function forget(callbackId: string): void {
    const messageId = log.get(callbackId)?.messageId ?? "";
    log.delete(callbackId);
    weigh(callbackId, 0);
    weights.delete(callbackId);
    if (newest.get(messageId) === callbackId) newest.delete(messageId);
  }

  return {
    open(event, at) {
      const { CallbackId: callbackId, ChannelMessage } = event;
      const messageId = ChannelMessage.MessageId;
      newest.set(messageId, callbackId);
      const delivery = { messageId, callbackId, at, event, invocations: [], turns: [], callbacks: [] };
      put(delivery, heldWeight(delivery));
    },
    invocation(id, observed) {
      const { result, ...rest } = observed;
      const kept = heldWeight(result) > OBSERVATION_MAX_BYTES ? rest : observed;
      observe(id, "invocations", kept);
    },
    turn(messageId, observed) {
      const id = newest.get(messageId);
      if (id !== undefined) observe(id, "turns", observed);
      return id;
    },
    callback({ callbackId, messageId }, observed) {
      const id = log.has(callbackId) ? callbackId : (newest.get(messageId) ?? "");
      observe(id, "callbacks", observed);
    },
    deliveries: () => [...log.values()],
    clear() {
      log.clear();
      newest.clear();
      weights.clear();
      weight = 0;
    },
  };
}

/** A list's newest observations, as many as are light enough together; the last in any case. */
function added<T>(list: readonly T[], item: T): T[] {
  const kept = [...list, item].slice(-OBSERVATIONS_MAX);
  let weight = heldWeight(kept);
  while (kept.length > 1 && weight > OBSERVATION_MAX_BYTES) weight -= heldWeight(kept.shift());
  return kept;
}
