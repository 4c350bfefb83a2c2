import { randomUUID } from "node:crypto";
import { readReply } from "../../../mappers/client/read-reply.ts";
import type { StoredMessage } from "../../../src/ports/ports.ts";
import type { EmulatedDelivery } from "../../emulator/delivery.ts";
import type { Emulator } from "../../emulator/index.ts";
import type { Utterance } from "../conversation/channel.ts";
import { bindMembers } from "../conversation/script/members.ts";
import { messagesToSaid } from "../conversation/script/read-answer.ts";
import { utteranceToAttributes, utteranceToMetadata } from "../conversation/script/utterance.ts";
import { deliveryToFacts } from "../conversation/wired.ts";
import type { LoadChannel, LoadClock, TimedAnswer } from "./run-load.ts";

type EmulatedMessage = ReturnType<Emulator["messages"]>[number];

/** What happened in a user's channel since its message was sent. */
interface Seen {
  readonly messages: Map<string, EmulatedMessage>;
  readonly deliveries: Map<string, EmulatedDelivery>;
  answeredAt?: number;
  changed: () => void;
}

/**
 * Users of an emulator, each with a channel of its own, in which Ana, Ben and the bots are. Messages are sent past no fault and no rate. A user
 * hears of its channel from the emulator, so that nothing is asked again and again.
 */
export function emulatedUsers(emulator: Emulator, clock: Pick<LoadClock, "now">, timeoutMs: number) {
  const seen = new Map<string, Seen>();
  const off = emulator.on((change) => {
    if (change.kind === "message") see(change.message, clock.now());
    if (change.kind === "removed") {
      const { ChannelArn, MessageId } = change.message;
      seen.get(ChannelArn)?.messages.delete(MessageId);
      seen.get(ChannelArn)?.changed();
    }
    if (change.kind === "delivery") {
      const one = seen.get(change.delivery.event.ChannelMessage.ChannelArn);
      one?.deliveries.set(change.delivery.messageId, change.delivery);
      one?.changed();
    }
  });

  function see(message: EmulatedMessage, at: number): void {
    const one = seen.get(message.ChannelArn);
    if (one === undefined) return;
    one.messages.set(message.MessageId, message);
    if (message.Status.Value !== "PENDING" && readReply(message).kind !== "none") one.answeredAt = at;
    one.changed();
  }

  async function open(): Promise<LoadChannel> {
    const { bots, lexBots } = emulator.world;
    const members = ["ben", ...bots.slice(0, Math.max(1, lexBots.length)).map(({ arn }) => arn)];
    const channelArn = await emulator.createChannel({ members });
    let asked: EmulatedDelivery["turns"] = [];
    return {
      seesTurns: true,
      say: async (utterance) => {
        const answer = await say(channelArn, utterance);
        asked = [...asked, ...answer.turns];
        return answer;
      },
      // A session that goes on would answer the next conversation's first message.
      renew: async () => {
        const sessions = new Map(asked.map(({ request }) => [request.sessionId, request]));
        asked = [];
        for (const { botId, botAliasId, localeId, sessionId } of sessions.values()) {
          const address = { botId, botAliasId, localeId, sessionId };
          await emulator.ports.deleteSession(address, { signal: AbortSignal.timeout(timeoutMs) }).catch(() => {});
        }
      },
      close: async () => {},
    };
  }

  async function say(
    channelArn: string,
    { text, as = "ana", to, mentions = [], attributes = {}, metadata, contentType }: Utterance,
  ): Promise<TimedAnswer & { turns: EmulatedDelivery["turns"] }> {
    const { users, bot } = emulator.world;
    const members = bindMembers(Object.values(users), bot);
    const arns = mentions.map(members.arnOf);
    const MessageAttributes = utteranceToAttributes(attributes, arns);
    const Metadata = utteranceToMetadata(metadata, arns);
    const since: Seen = { messages: new Map(), deliveries: new Map(), changed: () => {} };
    seen.set(channelArn, since);
    try {
      const { MessageId } = await emulator.ports.sendChannelMessage(
        {
          ...{ ChannelArn: channelArn, ChimeBearer: members.arnOf(as), Content: text },
          ...{ Persistence: "PERSISTENT", ClientRequestToken: randomUUID() },
          ...(to === undefined ? {} : { Target: [{ MemberArn: members.arnOf(to) }] }),
          ...(contentType === undefined ? {} : { ContentType: contentType }),
          ...(Metadata === undefined ? {} : { Metadata }),
          ...(MessageAttributes ? { MessageAttributes } : {}),
        },
        { signal: AbortSignal.timeout(timeoutMs) },
      );
      const isInTime = await settled(since, MessageId, timeoutMs);
      const delivery = since.deliveries.get(MessageId);
      const stored = [...since.messages.values()].map(toStored);
      return {
        ...messagesToSaid({ messageId: MessageId, before: new Set() }, stored, members.nameOf),
        ...deliveryToFacts(delivery),
        ...(isInTime ? {} : { problem: "no answer came in time" }),
        ...(since.answeredAt === undefined ? {} : { at: since.answeredAt }),
        turns: delivery?.turns ?? [],
      };
    } finally {
      seen.delete(channelArn);
    }
  }

  return { open, close: off };
}

/** Resolves once a message and its delivery have ended; to false after the time-out. */
function settled(since: Seen, messageId: string, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), timeoutMs);
    since.changed = () => {
      if (!isSettled(since, messageId)) return;
      clearTimeout(timer);
      resolve(true);
    };
    since.changed();
  });
}

/** An invocation that failed is made again, twice. */
const INVOCATIONS_MAX = 3;

function isSettled({ messages, deliveries }: Seen, messageId: string): boolean {
  // What a bot posts goes through the flow too.
  if ([...messages.values()].some(({ Status }) => Status.Value === "PENDING")) return false;
  const invocations = deliveries.get(messageId)?.invocations ?? [];
  const last = invocations.at(-1);
  return last !== undefined && (last.error === undefined || invocations.length >= INVOCATIONS_MAX);
}

function toStored(message: EmulatedMessage): StoredMessage {
  return { ...message, CreatedTimestamp: Date.parse(message.CreatedTimestamp) };
}
