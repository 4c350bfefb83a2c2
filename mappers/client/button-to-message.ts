import { isBotArn } from "../message/bot-arn.ts";
import { isEnvelope } from "../message/envelope.ts";
import { INPUT_KEY, readMetadata } from "../message/metadata.ts";
import { isBlank } from "../shapes/is-blank.ts";
import type { LexButton } from "../shapes/lex-message.ts";
import * as limits from "../shapes/limits.ts";
import { utf8Length } from "../shapes/utf8.ts";
import { cleanLine } from "../text/clean-text.ts";
import { BUTTON_KEY, type IdentifiedMessage, isMessageId, replyToPress } from "./press.ts";
import { buttonToLabel } from "./reply-to-buttons.ts";

/** The channel message that holds the reply whose button was pressed, as GetChannelMessage or the messaging session gives it. */
export interface ReplyMessage extends IdentifiedMessage {
  readonly ChannelArn?: string | null | undefined;
  readonly SubChannelId?: string | null | undefined;
  readonly Persistence?: string | null | undefined;
  readonly Target?: readonly { readonly MemberArn?: string | null | undefined }[] | null | undefined;
}

export interface PressOptions {
  /** The channel, if the message doesn't say: messages of ListChannelMessages have no ChannelArn. */
  readonly channelArn?: string | undefined;
  /** The sub-channel, likewise. */
  readonly subChannelId?: string | undefined;
  /** The AppInstanceBot to ask, if the message doesn't say: with `replace` its sender is the user. */
  readonly botArn?: string | undefined;
}

/** The input of SendChannelMessage but for `ChimeBearer`: the ARN of the user who pressed (API_messaging-chime_SendChannelMessage). */
export interface ButtonMessage {
  ChannelArn: string;
  Content: string;
  Type: "STANDARD";
  Persistence: "PERSISTENT" | "NON_PERSISTENT";
  Metadata?: string;
  MessageAttributes?: Record<string, { StringValues: string[] }>;
  SubChannelId?: string;
  Target?: { MemberArn: string }[];
}

/**
 * A pressed button as the message to send, in the presser's name:
 *
 * ```json
 * { "ChannelArn": "arn:…/channel/3f5a…", "Content": "Check balance", "Type": "STANDARD", "Persistence": "PERSISTENT",
 *   "Metadata": "{\"mentions\":[\"arn:…/bot/c7b1…\"],\"CHIME.LEX.button\":{\"messageId\":\"6e4f…\",\"originatingRequestId\":\"5d3e…\"}}",
 *   "MessageAttributes": { "CHIME.mentions": { "StringValues": ["arn:…/bot/c7b1…"] } } }
 * ```
 *
 * Its Content is the button's value, which is decoded on the way where it looks percent-encoded, as any text is. It mentions the bot that replied, by the attribute that Chime knows and in Metadata, since attributes
 * were not seen in processor events (`docs/facts.md` §2); it is targeted at the bot where the reply was private; it stays in the sub-channel
 * and as persistent as the reply; and it is bound to the reply, so that `isStalePress` can tell. Metadata leaves room for the words that
 * `replace` keeps there; what doesn't fit is left out, the label before the binding and the binding before the mention.
 * Where the button shows other words than it sends, the binding holds them as `label`.
 *
 * Undefined where nothing can be sent: no channel is known; the value is blank, over the 1024 UTF-16 units that Lex takes, or an envelope,
 * which invokes no bot; or the reply was private and no bot is known, for the press must be no less private. Never throws. The value of an
 * untrusted reply's button is a stranger's words in the presser's mouth: show it first.
 */
export function buttonToMessage(
  button: LexButton,
  message: ReplyMessage,
  { channelArn, subChannelId, botArn }: PressOptions = {},
): ButtonMessage | undefined {
  if (typeof button?.value !== "string" || !message) return undefined;
  const content = button.value.toWellFormed();
  const channel = channelArn ?? message.ChannelArn;
  const subChannel = subChannelId ?? message.SubChannelId;
  const bots = botArn === undefined ? messageToBots(message) : [botArn];
  const isPrivate = listOf(message.Target).length > 0;
  if (!isSayable(content) || !isArn(channel) || (isPrivate && bots[0] === undefined)) return undefined;
  const metadata = pressToMetadata(button, bots, message);
  return {
    ChannelArn: channel,
    Content: content,
    Type: "STANDARD",
    Persistence: message.Persistence === "NON_PERSISTENT" ? "NON_PERSISTENT" : "PERSISTENT",
    ...(metadata === "{}" ? {} : { Metadata: metadata }),
    ...(bots.length > 0 ? { MessageAttributes: { [MENTIONS]: { StringValues: bots } } } : {}),
    ...(isMessageId(subChannel) ? { SubChannelId: subChannel } : {}),
    ...(isPrivate ? { Target: bots.slice(0, 1).map((MemberArn) => ({ MemberArn })) } : {}),
  };
}

/** The attribute that mentions a bot (developer guide, "Using AppInstanceBots"). */
const MENTIONS = "CHIME.mentions";

function isSayable(content: string): boolean {
  return !isBlank(content) && content.length <= limits.LEX_TEXT_MAX && !isEnvelope(content, undefined);
}

/**
 * The bots that a press is for: the one that spoke; where a user's message gave its place to the reply, the one that it was targeted at,
 * or those that it mentioned. People who were mentioned aren't called again.
 */
function messageToBots({ Sender, Target, MessageAttributes, Metadata }: ReplyMessage): string[] {
  const sources = [
    [Sender?.Arn],
    listOf(Target).map((target) => (target as { MemberArn?: unknown } | null)?.MemberArn),
    [
      ...listOf(MessageAttributes?.[MENTIONS]?.StringValues),
      ...listOf(readMetadata(typeof Metadata === "string" ? Metadata : "", "mentions")),
    ],
  ];
  for (const source of sources) {
    const bots = new Set(source.filter((arn) => isArn(arn)).filter(isBotArn));
    if (bots.size > 0) return withinAttributes([...bots]);
  }
  return [];
}

function withinAttributes(bots: readonly string[]): string[] {
  const kept: string[] = [];
  for (const bot of bots) {
    const size = utf8Length(JSON.stringify({ [MENTIONS]: { StringValues: [...kept, bot] } }));
    if (bot.length <= limits.ATTRIBUTE_VALUE_MAX && size <= limits.ATTRIBUTES_MAX_BYTES) kept.push(bot);
  }
  return kept;
}

function pressToMetadata(button: LexButton, bots: readonly string[], message: ReplyMessage): string {
  const [content, press, label] = [button.value.toWellFormed(), replyToPress(message), buttonToLabel(button)];
  const labelled = label === cleanLine(button.value) ? press : { ...press, label };
  let members: Record<string, unknown> = {};
  for (const [name, value] of [
    ["mentions", bots] as const,
    [BUTTON_KEY, press] as const,
    [BUTTON_KEY, labelled] as const,
  ]) {
    const added = { ...members, [name]: value };
    const isEmpty = Object.keys(value).length === 0;
    const size = utf8Length(JSON.stringify({ ...added, [INPUT_KEY]: content }));
    if (!isEmpty && size <= limits.METADATA_MAX_BYTES) members = added;
  }
  return JSON.stringify(members);
}

/** The pattern leaves room for fewer than the 1600 characters that an ARN may have. */
function isArn(arn: unknown): arn is string {
  return typeof arn === "string" && limits.ARN_PATTERN.test(arn) && /^[!-~]+$/.test(arn);
}

/** The message is whatever a client holds: its types are a promise, not a guarantee. */
function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
