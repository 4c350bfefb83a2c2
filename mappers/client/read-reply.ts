import { contentToEnvelope } from "../message/envelope.ts";
import { INPUT_KEY, objectToMark, type PartMark, parseObject } from "../message/metadata.ts";
import type { LexMessage } from "../shapes/lex-message.ts";

/**
 * A channel message as a client holds it: what ListChannelMessages, GetChannelMessage or the messaging session give
 * (API_messaging-chime_ChannelMessage). Only these members are read.
 */
export interface ReadableMessage {
  readonly Content?: string | null | undefined;
  readonly ContentType?: string | null | undefined;
  readonly Type?: string | null | undefined;
  readonly Metadata?: string | null | undefined;
  readonly MessageAttributes?:
    | Readonly<Record<string, { readonly StringValues?: readonly string[] | null | undefined } | null>>
    | null
    | undefined;
  readonly Sender?: { readonly Arn?: string | null | undefined } | null | undefined;
}

export interface ReadOptions {
  /** ARNs of the bots to trust. Anyone who may send messages can send an envelope. */
  readonly from?: readonly string[] | undefined;
}

/** What came with a reply. Absent if the message doesn't say. */
export interface Said {
  /** The words that the reply took the place of, in `replace`. */
  readonly input?: string;
  readonly intentName?: string;
  readonly intentState?: string;
  readonly sessionId?: string;
  /** MessageId of the user's message that was answered. */
  readonly originatingRequestId?: string;
  /**
   * In `reply`: the message is a placeholder, and its answer will take its place (`standing`); it is the answer that took it (`replaced`); or nothing did,
   * because the bot said nothing after all (`emptied`).
   */
  readonly placeholder?: "standing" | "replaced" | "emptied";
  /** Whether the sender is one of `from`. With `replace` the sender is the user, so this is false there. */
  readonly trusted: boolean;
}

/**
 * A channel message read back: a bot's messages in Lex's spelling, a bot's error, or `none`: a message of another kind
 * (`foreign`), one that says that its sender is typing (`typing`), or one that says it is a reply and can't be read (`unreadable`), as a truncated one.
 */
export type ReadReply =
  | ({ readonly kind: "messages"; readonly messages: readonly LexMessage[] } & Said)
  | ({ readonly kind: "error"; readonly code: number } & Said)
  | { readonly kind: "none"; readonly reason: "foreign" | "typing" | "unreadable"; readonly trusted: boolean };

/**
 * The client's half: a channel message back to the reply it carries. Never throws, whatever a client hands over: what is no message, as the
 * payload of SESSION_ESTABLISHED, is `foreign`, and a Content that somebody parsed already is read as the text it was.
 */
export function readReply(
  given: ReadableMessage | null | undefined,
  options: ReadOptions | null | undefined = {},
): ReadReply {
  const [message, from]: [ReadableMessage, unknown] = [given ?? {}, options?.from];
  const sender = message.Sender?.Arn;
  const trusted = typeof sender === "string" && Array.isArray(from) && from.includes(sender);
  const content = contentOf(message.Content);
  const envelope = contentToEnvelope(content, textOf(message.ContentType));
  if (message.Type === "CONTROL" && isTyping(content)) return { kind: "none", reason: "typing", trusted };
  if (envelope.kind === "none") return { ...envelope, trusted };
  return { ...envelope, ...saidWith(message), trusted };
}

/** As AWS's chat demo tells it (`docs/facts.md` §9). */
function isTyping(content: string): boolean {
  return parseObject(content)?.["Typing"] === "Indicator";
}

function saidWith({ Metadata, MessageAttributes }: ReadableMessage): Omit<Said, "trusted"> {
  const members = parseObject(textOf(Metadata) ?? "");
  const attribute = (name: string) => textOf(MessageAttributes?.[`CHIME.LEX.sessionState.${name}`]?.StringValues?.[0]);
  const said = {
    input: textOf(members?.[INPUT_KEY]),
    intentName: attribute("intent.name"),
    intentState: attribute("intent.state"),
    sessionId: attribute("sessionId"),
    originatingRequestId: attribute("originatingRequestId"),
    placeholder: placeholderOf(objectToMark(members)),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** A placeholder counts as part 0 of its answer, and one that was emptied of an answer without parts. */
function placeholderOf(mark: PartMark | undefined): Said["placeholder"] {
  if (mark?.part === 0) return mark.parts > 0 ? "standing" : "emptied";
  return mark?.replaced && "replaced";
}

function contentOf(content: unknown): string {
  if (typeof content !== "object" || content === null) return textOf(content) ?? "";
  try {
    return JSON.stringify(content) ?? "";
  } catch {
    return "";
  }
}

/** The message is whatever a client holds: its types are a promise, not a guarantee. */
function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
