import { randomUUID } from "node:crypto";
import { readReply } from "../../../mappers/client/read-reply.ts";
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
  /** What becomes of a message; absent where nobody observes. */
  readonly observe?: (messageId: string) => Promise<Observed>;
  /** How long to wait for each answer, in milliseconds. */
  readonly timeoutMs: number;
  /** How long nothing must have happened before a bot that answers with messages of its own is taken to have ended. */
  readonly quietMs: number;
}

/** A message's delivery, and whether any message of the channel is pending: a bot's own are seen by the bot alone until they are through. */
export interface Observed {
  readonly delivery: EmulatedDelivery | undefined;
  readonly isPending: boolean;
}

const POLL_MS = 100;

/** A channel behind Chime's API: of a running emulator, or of an account. */
export function openWired(options: WiredOptions): ConversationChannel {
  return {
    seesTurns: options.observe !== undefined,
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
    const { messages, delivery, problem } = await settled(options, list, { messageId, before, until });
    return {
      ...messagesToSaid({ messageId, before }, messages.toReversed(), members.nameOf),
      ...deliveryToFacts(delivery),
      ...(problem === undefined ? {} : { problem }),
    };
  } catch (caught) {
    const { code } = BridgeError.from(caught);
    if (!REFUSED_SPEAKER.test(code)) throw withoutCredentials(caught) ?? caught;
    throw new BridgeError("USAGE", `${as} can't speak in the channel (${code}).`, { cause: caught, fix: LET_IN });
  }
}

const REFUSED_SPEAKER = /^(LOOKUP_REFUSED|SEND_FORBIDDEN)$/;
const LET_IN =
  "Let whoever isn't in the channel join first. In an account, grant the credentials to list and send messages as that user.";
const IN_PROCESS = "Run the conversation in process (without --url or --channel).";

interface Settled {
  readonly messages: readonly StoredMessage[];
  readonly delivery?: EmulatedDelivery | undefined;
  readonly problem?: string;
}

/** What was sent, what was there before it, and how long it is waited for: epoch milliseconds. Nothing was sent where somebody joined. */
interface Asked {
  readonly messageId: string;
  readonly before: ReadonlySet<string>;
  readonly until: number;
}

/**
 * Looks until the message isn't pending, its delivery (where it can be seen) has ended, no placeholder waits for its answer, and the channel has
 * been quiet.
 */
async function settled(
  { observe, quietMs }: WiredOptions,
  list: () => Promise<StoredMessage[]>,
  { messageId, before, until }: Asked,
): Promise<Settled> {
  let seen = "";
  let since = Date.now();
  for (;;) {
    const observed = await observe?.(messageId);
    const delivery = observed?.delivery;
    // Read last, so that what was through by then is in it.
    const messages = await list();
    const state = messages
      .map(({ MessageId, Status, Content }) => [MessageId, Status?.Value, Content].join(" "))
      .join("\n");
    if (state !== seen) [seen, since] = [state, Date.now()];
    const isPending = observed?.isPending ?? messages.some(({ Status }) => Status?.Value === "PENDING");
    const isEnded = observe === undefined || messageId === "" || (delivery?.invocations.length ?? 0) > 0;
    const isAwaited = messages.some((message) => !before.has(message.MessageId) && stands(message));
    if (!isPending && !isAwaited && isEnded && Date.now() - since >= quietMs) return { messages, delivery };
    if (Date.now() + POLL_MS >= until) {
      const awaited = isAwaited ? "a placeholder still waits for its answer" : "the delivery has not ended";
      return { messages, delivery, problem: isPending ? "the message is still pending" : awaited };
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function stands(message: StoredMessage): boolean {
  const reply = readReply(message);
  return reply.kind === "messages" && reply.placeholder === "standing";
}

/** Something that a member does without a message, such as joining: as whom the channel is read before and after. ARNs. */
export interface Deed {
  readonly before: string;
  readonly after: string;
  readonly run: () => Promise<void>;
}

/** What the bots say after it of their own accord, once the channel has been quiet for so long. */
export async function heardAfter(options: WiredOptions, { before: seenBy, after, run }: Deed): Promise<BotAnswer> {
  const { channelArn: ChannelArn, ports, members, timeoutMs } = options;
  const until = Date.now() + timeoutMs;
  const signal = AbortSignal.timeout(timeoutMs);
  const listAs = async (ChimeBearer: string) =>
    (await ports.listChannelMessages({ ChannelArn, ChimeBearer }, { signal })).messages;
  const before = new Set((await listAs(seenBy)).map(({ MessageId }) => MessageId));
  await run();
  const { messages, problem } = await settled(options, () => listAs(after), { messageId: "", before, until });
  return {
    ...messagesToSaid({ messageId: "", before }, messages.toReversed(), members.nameOf),
    ...(problem === undefined ? {} : { problem }),
  };
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
