import { createHash } from "node:crypto";

// What was done to every message, and what came of it. The verdict is reached from this alone.
export function createLedger() {
  const messages = new Map();
  const replies = new Map();
  const of = (messageId) => {
    const known = messages.get(messageId);
    if (known) return known;
    const fresh = {
      number: 0,
      text: "",
      turns: 0,
      accepted: [],
      // Of the bot's own messages, which callbacks were accepted, by MessageId.
      passed: {},
      faults: new Set(),
      counts: {},
      wrongFailures: 0,
      notGranted: 0,
      invocations: 0,
    };
    messages.set(messageId, fresh);
    return fresh;
  };
  return {
    of,
    /** Notes by which mark the parts of this delivery's reply will be known. */
    expect({ CallbackId, ChannelMessage: { MessageId } }) {
      const hash = createHash("sha256").update(`${MessageId}:${CallbackId}`).digest("hex");
      replies.set(hash.slice(0, 32), MessageId);
    },
    /** Which part of which message's reply this is, if the bot said it. */
    partOf(metadata) {
      const { reply, part, parts } = (metadata && JSON.parse(metadata)["CHIME.LEX.part"]) || {};
      return reply && { messageId: replies.get(reply), part, parts };
    },
    /** How often this operation was seen for this message, this time included. */
    nth(messageId, operation) {
      const { counts } = of(messageId);
      counts[operation] = (counts[operation] ?? 0) + 1;
      return counts[operation];
    },
    /** Reads the messages out, and forgets them. */
    take() {
      const all = [...messages.values()];
      messages.clear();
      replies.clear();
      return all;
    },
  };
}

/** What stands in the channel for a message: its own reply, a failure, its own words, or something that mustn't. */
export function kindOf({ text, accepted }) {
  const content = accepted[0];
  if (content === undefined) return "nothing";
  if (content === text) return "released";
  if (content === JSON.stringify({ Messages: [{ Content: `You said ${text}`, ContentType: "PlainText" }] }))
    return "reply";
  return /^\{"Code":\d+\}$/.test(content) ? "failure" : "altered";
}

/** Long enough in all for two messages of the bot's own. */
export const textsOf = (text) =>
  Array.from({ length: 5 }, (_, at) => `You said ${text}, ${at}. ${"All work and no play. ".repeat(42)}`);

/** In `reply`: what the bot has said to a message, by the parts as they stand in the channel. */
export function kindSaid({ text }, said) {
  const isWhole = said.every(({ part, parts }, at) => part === at + 1 && parts === said.length);
  if (said.length === 0) return "lost";
  if (!isWhole) return said.length > new Set(said.map(({ part }) => part)).size ? "doubled" : "out of order";
  const envelopes = said.map(({ content }) => JSON.parse(content));
  if (said.length === 1 && "Code" in envelopes[0]) return "failure";
  const texts = envelopes.flatMap(({ Messages }) => Messages.map(({ Content }) => Content));
  return JSON.stringify(texts) === JSON.stringify(textsOf(text)) ? "reply" : "altered";
}
