// One channel, and the rates at which Chime takes what is asked of it.
import { createBucket } from "./bucket.mjs";
import { sleep } from "./clock.mjs";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
const BOT = `${APP}/bot/c7b1d2e3-94f5-4a06-8b17-c829d0e1f2a3`;
const CHANNEL = `${APP}/channel/2b7c1e90f4a1`;
const LEX_ALIAS = "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/BANKALIAS1";
const CALL_MS = 20;

export const CONFIG = { bots: [{ lexBotAliasArn: LEX_ALIAS, appInstanceBotArn: BOT }] };

/** The nth message, of a sender of its own unless one is named. */
export function eventOf(nth, sender = nth) {
  return toEvent({ MessageId: `m${nth}`, Content: `${nth}`, Sender: { Arn: `${APP}/user/u${sender}` } });
}

function toEvent({ MessageId, ...rest }) {
  const CallbackId = `c${MessageId}`.padEnd(36, "c").slice(0, 64);
  const ChannelMessage = { MessageId, ChannelArn: CHANNEL, ...rest };
  return { EventType: "CHANNEL_MESSAGE_EVENT", CallbackId, ChannelMessage };
}

/**
 * Chime, and what it was asked. Rates are requests a second, none where absent: `callback` of the channel, `bearer` of the bot's lookups, lists and
 * sends together, `send` of its sends. `onSent` is told the event of every message of the bot's own.
 */
export function createChime({ BridgeError }, { rates = {}, onSent = () => {} } = {}) {
  const begun = Date.now();
  const calls = { callbacks: 0, sends: 0, lookups: 0, lists: 0 };
  const settled = new Set();
  const said = new Map();
  const seen = { calls, settled, said, last: 0 };
  const bucketOf = (rate) => (rate ? createBucket(rate, rates.isRefusedCharged) : () => true);
  const take = { callback: bucketOf(rates.callback), bearer: bucketOf(rates.bearer), send: bucketOf(rates.send) };

  async function call(name, throttled, takes) {
    calls[name]++;
    await sleep(CALL_MS);
    if (!takes.every((one) => one())) throw new BridgeError(throttled);
  }

  const ports = {
    channelFlowCallback: async ({ ChannelMessage: { MessageId } }) => {
      await call("callbacks", "CALLBACK_THROTTLED", [take.callback]);
      if (settled.has(MessageId)) throw new BridgeError("CALLBACK_FORBIDDEN");
      settled.add(MessageId);
      seen.last = Date.now() - begun;
    },
    getChannelMessage: async ({ MessageId }) => {
      await call("lookups", "LOOKUP_THROTTLED", [take.bearer]);
      return { MessageId, Content: MessageId };
    },
    listChannelMessages: async () => {
      await call("lists", "LOOKUP_THROTTLED", [take.bearer]);
      const messages = [...said.values()].map(({ Metadata }, at) => ({
        MessageId: `s${at}`,
        Sender: { Arn: BOT },
        ...(Metadata ? { Metadata } : {}),
      }));
      return { messages };
    },
    sendChannelMessage: async (message) => {
      await call("sends", "SEND_THROTTLED", [take.bearer, take.send]);
      const { ClientRequestToken: MessageId, Content, Metadata } = message;
      if (!said.has(MessageId)) {
        said.set(MessageId, message);
        onSent(toEvent({ MessageId, Content, ...(Metadata ? { Metadata } : {}), Sender: { Arn: BOT } }));
      }
      seen.last = Date.now() - begun;
      return { MessageId };
    },
  };
  return { seen, ports };
}
