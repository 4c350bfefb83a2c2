import { randomUUID } from "node:crypto";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { ListChannelMessages, SendChannelMessage, StoredMessage } from "../../../src/ports/ports.ts";
import type { EmulatedDelivery } from "../../emulator/delivery.ts";
import { deliveryToSilence } from "../../emulator/delivery-to-silence.ts";
import type { BotAnswer, ConversationChannel, Utterance } from "./channel.ts";
import { withoutCredentials } from "./live-bot.ts";
import type { NamedMembers } from "./script/members.ts";
import { messagesToSaid } from "./script/read-answer.ts";
import { utteranceToAttributes, utteranceToMetadata } from "./script/utterance.ts";

export interface WiredOptions {
  readonly channelArn: string;
  readonly ports: {
    readonly sendChannelMessage: SendChannelMessage;
    readonly listChannelMessages: ListChannelMessages;
  };
  readonly members: NamedMembers;
  /** Who speaks where a step doesn't say. */
  readonly speaker: string;
  /** What was observed of a message's delivery; absent where nobody observes. */
  readonly deliveryOf?: (messageId: string) => Promise<EmulatedDelivery | undefined>;
  /** How long to wait for each answer, in milliseconds. */
  readonly timeoutMs: number;
  /** How long nothing must have happened before a bot that answers with messages of its own is taken to have ended. */
  readonly quietMs: number;
}

const POLL_MS = 100;

/** A channel behind Chime's API: of a running emulator, or of an account. */
export function openWired(options: WiredOptions): ConversationChannel {
  return {
    seesTurns: options.deliveryOf !== undefined,
    say: (utterance) => say(options, utterance),
    close: async () => {},
  };
}

async function say(options: WiredOptions, utterance: Utterance): Promise<BotAnswer> {
  const { channelArn: ChannelArn, ports, members, speaker, timeoutMs } = options;
  const { as = speaker, to, mentions = [], attributes = {}, text, contentType, metadata, type } = utterance;
  if (type === "CONTROL") throw new BridgeError("USAGE", "A CONTROL message can't be sent here.", { fix: IN_PROCESS });
  const ChimeBearer = members.arnOf(as);
  const arns = mentions.map(members.arnOf);
  const until = Date.now() + timeoutMs;
  const signal = AbortSignal.timeout(timeoutMs);
  const list = async () => (await ports.listChannelMessages({ ChannelArn, ChimeBearer }, { signal })).messages;
  try {
    const before = new Set((await list()).map(({ MessageId }) => MessageId));
    const MessageAttributes = utteranceToAttributes(attributes, arns);
    const Metadata = utteranceToMetadata(metadata, arns);
    const { MessageId: messageId } = await ports.sendChannelMessage(
      {
        ChannelArn,
        ChimeBearer,
        Content: text,
        Persistence: "PERSISTENT",
        ClientRequestToken: randomUUID(),
        ...(to === undefined ? {} : { Target: [{ MemberArn: members.arnOf(to) }] }),
        ...(contentType === undefined ? {} : { ContentType: contentType }),
        ...(Metadata === undefined ? {} : { Metadata }),
        ...(MessageAttributes ? { MessageAttributes } : {}),
      },
      { signal },
    );
    const { messages, delivery, problem } = await settled(options, list, messageId, until);
    return {
      ...messagesToSaid({ messageId, before }, messages.toReversed(), members.nameOf),
      ...deliveryToFacts(delivery),
      ...(problem === undefined ? {} : { problem }),
    };
  } catch (caught) {
    throw withoutCredentials(caught) ?? caught;
  }
}

const IN_PROCESS = "Run the conversation in process (without --url or --channel).";

interface Settled {
  readonly messages: readonly StoredMessage[];
  readonly delivery?: EmulatedDelivery | undefined;
  readonly problem?: string;
}

/** Looks until the message isn't pending, its delivery (where it can be seen) has ended, and the channel has been quiet. */
async function settled(
  { deliveryOf, quietMs }: WiredOptions,
  list: () => Promise<StoredMessage[]>,
  messageId: string,
  until: number,
): Promise<Settled> {
  let seen = "";
  let since = Date.now();
  for (;;) {
    const messages = await list();
    const delivery = await deliveryOf?.(messageId);
    const state = messages
      .map(({ MessageId, Status, Content }) => [MessageId, Status?.Value, Content].join(" "))
      .join("\n");
    if (state !== seen) [seen, since] = [state, Date.now()];
    const isPending = messages.some(({ Status }) => Status?.Value === "PENDING");
    const isEnded = deliveryOf === undefined || (delivery?.invocations.length ?? 0) > 0;
    if (!isPending && isEnded && Date.now() - since >= quietMs) return { messages, delivery };
    if (Date.now() + POLL_MS >= until) {
      return { messages, delivery, problem: isPending ? "the message is still pending" : "the delivery has not ended" };
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** What was observed of a delivery, as far as a conversation looks at it. */
export function deliveryToFacts(
  delivery: EmulatedDelivery | undefined,
): Pick<BotAnswer, "turn" | "decision" | "silence"> {
  const turn = delivery?.turns.at(-1);
  const decision = delivery?.invocations.at(-1)?.result;
  const silence = delivery === undefined ? undefined : deliveryToSilence(delivery);
  return {
    ...(silence === undefined ? {} : { silence }),
    ...(turn ? { turn } : {}),
    ...(typeof decision === "object" && decision !== null ? { decision } : {}),
  };
}
