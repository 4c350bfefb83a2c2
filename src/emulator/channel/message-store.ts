import type { ProcessorEvent } from "../../../mappers/shapes/processor-event.ts";
import type { EmulatedMessage } from "./message.ts";

/** A message and what belongs to it: how its sending is recognised when it is repeated, and its delivery to the processor. */
export interface StoredEntry {
  readonly message: EmulatedMessage;
  /** Channel, bearer and ClientRequestToken. */
  readonly token: string;
  readonly delivery?: { readonly callbackId: string; readonly event: ProcessorEvent };
}

export interface MessageStore {
  add(entry: StoredEntry): void;
  /** Puts a changed message into the place of the one with its MessageId. */
  replace(message: EmulatedMessage): void;
  byMessageId(messageId: string): StoredEntry | undefined;
  byCallbackId(callbackId: string): StoredEntry | undefined;
  byToken(token: string): StoredEntry | undefined;
  /** Those that `matches`, from `cursor` on in the given order; `next` is the cursor of the page after, if there is one. */
  page(query: PageQuery): { messages: EmulatedMessage[]; next?: number };
  messages(): EmulatedMessage[];
  /** The ids of the messages that wait for their callback. */
  pending(): readonly string[];
  pendingCount(): number;
  clear(): void;
}

export interface PageQuery {
  readonly order: "ASCENDING" | "DESCENDING";
  readonly size: number;
  readonly cursor: number | undefined;
  matches(message: EmulatedMessage): boolean;
}

/** Keeps the newest `retention` messages, in the order of their sending, and forgets the rest with all that points at them. */
export function createMessageStore(retention: number, changed: (message: EmulatedMessage) => void): MessageStore {
  const entries = new Map<number, StoredEntry>();
  const places = new Map<string, number>();
  const tokens = new Map<string, string>();
  const callbacks = new Map<string, string>();
  const pending = new Set<string>();
  let newest = 0;

  const byMessageId = (messageId: string | undefined) => entries.get(places.get(messageId ?? "") ?? 0);

  function put(place: number, entry: StoredEntry): void {
    entries.set(place, entry);
    const { MessageId, Status } = entry.message;
    if (Status.Value === "PENDING") pending.add(MessageId);
    else pending.delete(MessageId);
    changed(entry.message);
  }

  function forget(place: number): void {
    const entry = entries.get(place);
    if (entry === undefined) return;
    entries.delete(place);
    places.delete(entry.message.MessageId);
    tokens.delete(entry.token);
    pending.delete(entry.message.MessageId);
    if (entry.delivery !== undefined) callbacks.delete(entry.delivery.callbackId);
  }

  return {
    add(entry) {
      newest += 1;
      places.set(entry.message.MessageId, newest);
      tokens.set(entry.token, entry.message.MessageId);
      if (entry.delivery !== undefined) callbacks.set(entry.delivery.callbackId, entry.message.MessageId);
      put(newest, entry);
      forget(newest - retention);
    },
    replace(message) {
      const place = places.get(message.MessageId);
      const entry = byMessageId(message.MessageId);
      if (place !== undefined && entry !== undefined) put(place, { ...entry, message });
    },
    byMessageId,
    byCallbackId: (callbackId) => byMessageId(callbacks.get(callbackId)),
    byToken: (token) => byMessageId(tokens.get(token)),
    page({ order, size, cursor, matches }) {
      const messages: EmulatedMessage[] = [];
      const oldest = Math.max(1, newest - retention + 1);
      const step = order === "ASCENDING" ? 1 : -1;
      const start = order === "ASCENDING" ? Math.max(cursor ?? 0, oldest) : Math.min(cursor ?? newest, newest);
      for (let place = start; place >= oldest && place <= newest; place += step) {
        const message = entries.get(place)?.message;
        if (message === undefined || !matches(message)) continue;
        if (messages.length === size) return { messages, next: place };
        messages.push(message);
      }
      return { messages };
    },
    messages: () => Array.from(entries.values(), (entry) => entry.message),
    pending: () => [...pending],
    pendingCount: () => pending.size,
    clear() {
      for (const place of [...entries.keys()]) forget(place);
    },
  };
}
