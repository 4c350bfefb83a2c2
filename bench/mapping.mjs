// The pure half alone: an event and a turn result become a callback.
import { gate, messageToTurn, replyToCallback, turnToReply } from "../dist/mappers.js";
import { median } from "./numbers.mjs";

const RULES = {
  bots: [{ arn: undefined, aliases: [], standardMessages: "ALL", targetedMessages: "ALL", longText: "error" }],
  mentionsPath: "mentions",
  edits: "ignore",
  keepInput: true,
  isText: true,
};
const TARGET = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "session" };

/** The whole way of one message: `{ turn, mapped }`. */
export function mapOnce(result, { CallbackId, ChannelMessage: message }) {
  const ids = { CallbackId, ChannelArn: message.ChannelArn, MessageId: message.MessageId };
  const { text, input } = gate(message, RULES);
  const turn = messageToTurn(message, text, TARGET);
  return { turn, mapped: replyToCallback(ids, message, turnToReply(result, TARGET.sessionId), { input }) };
}

/** Microseconds a message: the median of `rounds`, after three more that warm up. */
export function mapping(result, event, rounds = 15, each = 400) {
  const times = [];
  for (let round = 0; round < rounds + 3; round++) {
    const begun = performance.now();
    for (let at = 0; at < each; at++) mapOnce(result, event);
    times.push(((performance.now() - begun) * 1_000) / each);
  }
  return median(times.slice(3));
}
