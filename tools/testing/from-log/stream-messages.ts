import { isOfBot, payloadToMessage, type StreamMessage, type StreamRecord } from "./stream-record.ts";

/** What was left out, and how often, by its reason. */
export class LeftOut {
  readonly counts = new Map<string, number>();
  add(reason: string): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }
}

const MESSAGE = /^(CREATE|UPDATE|REDACT|DELETE)_CHANNEL_MESSAGE$/;

/**
 * The messages of a stream as they were last seen, in the order in which they were sent. What somebody deleted or redacted is left out,
 * and so are members' edits: a bot answers what came first. An edit of a bot's message is its answer.
 */
export function recordsToMessages(records: readonly StreamRecord[]): { messages: StreamMessage[]; left: LeftOut } {
  const left = new LeftOut();
  const messages = new Map<string, StreamMessage>();
  const removed = new Set<string>();
  for (const { type, payload } of records) {
    const [, verb] = MESSAGE.exec(type) ?? [];
    const message = payloadToMessage(payload);
    if (verb === undefined) left.add(`an event ${type}`);
    else if (message === undefined) left.add("a record whose Payload can't be read");
    else if (verb === "REDACT" || verb === "DELETE") removed.add(keyOf(message));
    // The stream is read at least once, so a message may come again.
    else if (verb === "CREATE") setIfNew(messages, message);
    else if (!isOfBot(message)) left.add("an edit");
    else {
      const before = messages.get(keyOf(message));
      messages.set(
        keyOf(message),
        before ? { ...before, payload: { ...before.payload, ...message.payload } } : message,
      );
    }
  }
  const kept = [...messages].flatMap(([key, message]) => {
    if (removed.has(key)) left.add("a message that was deleted or redacted");
    else if (message.payload["Type"] === "CONTROL") left.add("a CONTROL message");
    else return [message];
    return [];
  });
  // A message whose time can't be read comes behind the one before it.
  let last = 0;
  const timed = kept.map((message) => {
    last = Number.isNaN(message.at) ? last : message.at;
    return { message, at: last };
  });
  return { messages: timed.sort((a, b) => a.at - b.at).map(({ message }) => message), left };
}

function keyOf({ channelArn, id }: StreamMessage): string {
  return `${channelArn} ${id}`;
}

function setIfNew(messages: Map<string, StreamMessage>, message: StreamMessage): void {
  if (!messages.has(keyOf(message))) messages.set(keyOf(message), message);
}
