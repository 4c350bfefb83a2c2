import type { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";
import { heldWeight } from "../../weight.ts";
import type { EmulatedMessage } from "../message.ts";

/** A message and what belongs to it: how its sending is recognised when it is repeated, and its delivery to the processor. */
export interface StoredEntry {
  readonly message: EmulatedMessage;
  /** Channel, bearer and ClientRequestToken. */
  readonly token: string;
  /** The newest: an edit is another one. */
  readonly delivery?: FlowDelivery;
  /** While an edit is in the flow: what everybody still sees. */
  readonly before?: EmulatedMessage;
  /** The last edit, if it was denied or failed: its sender is told of it. */
  readonly undone?: EmulatedMessage;
}

export interface FlowDelivery {
  readonly callbackId: string;
  readonly event: ProcessorEvent;
  /** When it entered the flow: epoch milliseconds. */
  readonly at: number;
}

export interface MessageStore {
  add(entry: StoredEntry): void;
  /** Puts a changed entry into the place of the one with its MessageId. */
  replace(entry: StoredEntry): void;
  remove(messageId: string): void;
  byMessageId(messageId: string): StoredEntry | undefined;
  /** The message that the callback is, or was, for. */
  byCallbackId(callbackId: string): StoredEntry | undefined;
  byToken(token: string): StoredEntry | undefined;
  /** What `read` makes of the entries, from `cursor` on in the given order; `next` is the cursor of the page after. */
  page(query: StoredPageQuery): { messages: EmulatedMessage[]; next?: number };
  messages(): EmulatedMessage[];
  /** The messages that wait for their callback. */
  pending(): StoredEntry[];
  pendingCount(): number;
  clear(): void;
}

export interface StoredPageQuery {
  readonly order: "ASCENDING" | "DESCENDING";
  readonly size: number;
  readonly cursor: number | undefined;
  /** The message as it is to be seen, if it is. */
  read(entry: StoredEntry): EmulatedMessage | undefined;
}

/** What a store tells of: a message that came or changed, or one that is no more. */
export interface StoreListener {
  changed(was: StoredEntry | undefined, is: StoredEntry): void;
  removed(was: StoredEntry): void;
}

/** How many messages a store keeps, and of what weight in bytes. */
export interface Retention {
  readonly messages: number;
  readonly bytes: number;
}

/** Keeps the newest messages, in the order of their sending, and forgets the rest with all that points at them. */
export function createMessageStore(retention: Retention, listener: StoreListener): MessageStore {
  const entries = new Map<number, StoredEntry>();
  const weights = new Map<number, number>();
  let weight = 0;
  const places = new Map<string, number>();
  const tokens = new Map<string, string>();
  const callbacks = new Map<string, string>();
  /** Which callback ids lead to a message, those of earlier deliveries included. */
  const callbackIds = new Map<string, string[]>();
  const pending = new Set<string>();
  let newest = 0;

  const byMessageId = (messageId: string | undefined) => entries.get(places.get(messageId ?? "") ?? 0);

  function put(place: number, entry: StoredEntry): void {
    const was = entries.get(place);
    entries.set(place, entry);
    const { MessageId, Status } = entry.message;
    if (Status.Value === "PENDING") pending.add(MessageId);
    else pending.delete(MessageId);
    const callbackId = entry.delivery?.callbackId;
    if (callbackId !== undefined && !callbacks.has(callbackId)) {
      callbacks.set(callbackId, MessageId);
      callbackIds.set(MessageId, [...(callbackIds.get(MessageId) ?? []), callbackId]);
    }
    weigh(place, heldWeight(entry));
    listener.changed(was, entry);
  }

  function weigh(place: number, is: number): void {
    weight += is - (weights.get(place) ?? 0);
    weights.set(place, is);
  }

  /** The newest stays, whatever it weighs. */
  function forgetOldest(): void {
    for (const place of entries.keys()) {
      if (place === newest || (entries.size <= retention.messages && weight <= retention.bytes)) return;
      forget(place);
    }
  }

  function forget(place: number): StoredEntry | undefined {
    const entry = entries.get(place);
    if (entry === undefined) return undefined;
    const { MessageId } = entry.message;
    entries.delete(place);
    weigh(place, 0);
    weights.delete(place);
    places.delete(MessageId);
    tokens.delete(entry.token);
    pending.delete(MessageId);
    for (const callbackId of callbackIds.get(MessageId) ?? []) callbacks.delete(callbackId);
    callbackIds.delete(MessageId);
    return entry;
  }

  return {
    add(entry) {
      newest += 1;
      places.set(entry.message.MessageId, newest);
      tokens.set(entry.token, entry.message.MessageId);
      put(newest, entry);
      forgetOldest();
    },
    replace(entry) {
      const place = places.get(entry.message.MessageId);
      if (place === undefined) return;
      put(place, entry);
      forgetOldest();
    },
    remove(messageId) {
      const entry = forget(places.get(messageId) ?? 0);
      if (entry !== undefined) listener.removed(entry);
    },
    byMessageId,
    byCallbackId: (callbackId) => byMessageId(callbacks.get(callbackId)),
    byToken: (token) => byMessageId(tokens.get(token)),
    page({ order, size, cursor, read }) {
      const messages: EmulatedMessage[] = [];
      const oldest = entries.keys().next().value ?? newest + 1;
      const step = order === "ASCENDING" ? 1 : -1;
      const start = order === "ASCENDING" ? Math.max(cursor ?? 0, oldest) : Math.min(cursor ?? newest, newest);
      for (let place = start; place >= oldest && place <= newest; place += step) {
        const entry = entries.get(place);
        const message = entry && read(entry);
        if (message === undefined) continue;
        if (messages.length === size) return { messages, next: place };
        messages.push(message);
      }
      return { messages };
    },
    messages: () => Array.from(entries.values(), (entry) => entry.message),
    pending: () => [...pending].flatMap((messageId) => byMessageId(messageId) ?? []),
    pendingCount: () => pending.size,
    clear() {
      for (const place of [...entries.keys()]) forget(place);
    },
  };
}
