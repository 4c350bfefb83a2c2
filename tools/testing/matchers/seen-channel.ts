import { readReply } from "../../../mappers/client/read-reply.ts";
import { isRecord } from "../../../mappers/shapes/json-values.ts";
import type { StoredMessage } from "../../../src/ports/ports.ts";
import type { EmulatedDelivery } from "../../emulator/delivery.ts";
import type { EmulatedMessage, Emulator } from "../../emulator/index.ts";
import { joinParts, NOTHING } from "./join-parts.ts";
import type { Seen } from "./seen.ts";
import { messageToSeen } from "./seen-callback.ts";
import { decisionToSeen, isDecision } from "./seen-decision.ts";

/** What a matcher needs of an emulator. */
export type EmulatedChannel = Pick<Emulator, "messages" | "deliveries">;

export function isChannel(value: unknown): value is EmulatedChannel {
  return isRecord(value) && typeof value["messages"] === "function" && typeof value["deliveries"] === "function";
}

/**
 * An emulated channel as a matcher sees it: the last message that a person sent, what was said of it (in its place, or by the bot in
 * its own name), and the record of its delivery, where the processor returned one.
 */
export function channelToSeen(channel: EmulatedChannel): Seen {
  const messages = channel.messages().map(emulatedToStored);
  const delivery = channel.deliveries().findLast(({ event }) => !isBot(event.ChannelMessage.Sender.Arn));
  const asked = delivery
    ? messages.find(({ MessageId }) => MessageId === delivery.messageId)
    : messages.findLast(({ Sender }) => !isBot(Sender?.Arn));
  if (!asked) return { ...NOTHING, what: "the channel, which holds no message of a person," };
  const parts = partsOf(asked, messages).map(messageToSeen);
  const decision = delivery ? recordOf(delivery) : undefined;
  const said = parts.length > 0 ? joinParts(parts) : messageToSeen(asked);
  return withRecord({ ...said, what: "the channel's last delivery" }, decision);
}

/** What carries the id of the question, or stands in its place. */
function partsOf({ MessageId: id }: StoredMessage, messages: readonly StoredMessage[]): StoredMessage[] {
  return messages.filter((message) => {
    const reply = readReply(message);
    return reply.kind !== "none" && (message.MessageId === id || reply.originatingRequestId === id);
  });
}

/** The channel shows what people see; why that is so, and what was lost, only the record says. */
function withRecord(seen: Seen, decision: ReturnType<typeof recordOf>): Seen {
  if (!decision) return seen.ending === "silent" ? { ...seen, ending: "released" } : seen;
  const { ending, errorCode, reason, losses, intent } = decisionToSeen(decision);
  return {
    ...seen,
    ending: seen.ending === "silent" ? ending : seen.ending,
    // A silent turn leaves nothing in the channel that could name its intent.
    intent: seen.intent.name === undefined ? intent : seen.intent,
    ...(errorCode ? { errorCode } : {}),
    ...(reason ? { reason } : {}),
    ...(losses ? { losses } : {}),
  };
}

/** A redelivery ends as `settled`, and the one before it says how. */
function recordOf({ invocations }: EmulatedDelivery) {
  const records = invocations.map(({ result }) => result).filter(isDecision);
  return records.findLast(({ outcome }) => outcome !== "settled" && outcome !== "yielded") ?? records.at(-1);
}

function isBot(arn: string | undefined): boolean {
  return arn !== undefined && /\/bot\/[^/]+$/.test(arn);
}

function emulatedToStored(message: EmulatedMessage): StoredMessage {
  return { ...message, CreatedTimestamp: Date.parse(message.CreatedTimestamp) };
}
