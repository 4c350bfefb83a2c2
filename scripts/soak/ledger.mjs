// What was done to every message, and what came of it. The verdict is reached from this alone.
export function createLedger() {
  const messages = new Map();
  const of = (messageId) => {
    const known = messages.get(messageId);
    if (known) return known;
    const fresh = {
      number: 0,
      text: "",
      turns: 0,
      accepted: [],
      faults: new Set(),
      counts: {},
      wrongFailures: 0,
      invocations: 0,
    };
    messages.set(messageId, fresh);
    return fresh;
  };
  return {
    of,
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
