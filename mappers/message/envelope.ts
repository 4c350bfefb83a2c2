import { LEX_ERROR_TYPE, LEX_MESSAGES_TYPE } from "../shapes/content-types.ts";
import { isRecord } from "../shapes/json-values.ts";
import type { LexCard, LexMessage } from "../shapes/lex-message.ts";
import { parseObject } from "./metadata.ts";

/** What a Content holds: a bot's messages, a bot's error code, or neither. */
export type Envelope =
  | { readonly kind: "messages"; readonly messages: readonly LexMessage[] }
  | { readonly kind: "error"; readonly code: number }
  | { readonly kind: "none"; readonly reason: "foreign" | "unreadable" };

/**
 * Whether a message is already a bot's reply. The ContentType tells; where it is absent, as in processor events
 * (`docs/facts.md` §2), the shape of the Content does: `{"Messages":[…]}` or `{"Code":<number>}` and nothing beside it.
 */
export function isEnvelope(content: string, contentType: string | null | undefined): boolean {
  const envelope = contentToEnvelope(content, contentType);
  return envelope.kind !== "none" || envelope.reason === "unreadable";
}

/** Reads a Content back, raw or percent-encoded. A Content that claims to be a reply and can't be read is `unreadable`. */
export function contentToEnvelope(content: string, contentType: string | null | undefined): Envelope {
  const essence = contentType?.split(";")[0]?.trim().toLowerCase();
  const declared = essence === LEX_MESSAGES_TYPE || essence === LEX_ERROR_TYPE;
  if (essence && !declared) return { kind: "none", reason: "foreign" };
  const value = parseObject(content) ?? parseObject(percentDecoded(content));
  const missing = { kind: "none", reason: declared ? "unreadable" : "foreign" } as const;
  if (!value || (!declared && Object.keys(value).length !== 1)) return missing;
  const { Messages: messages, Code: code } = value;
  if (Array.isArray(messages) && essence !== LEX_ERROR_TYPE) {
    return { kind: "messages", messages: messages.flatMap(envelopeToMessage) };
  }
  return typeof code === "number" && essence !== LEX_MESSAGES_TYPE ? { kind: "error", code } : missing;
}

function percentDecoded(content: string): string {
  if (!content.startsWith("%7B")) return "";
  try {
    return decodeURIComponent(content);
  } catch {
    return "";
  }
}

/** One message, or none if it isn't an object: the rest of the list can still be shown. */
function envelopeToMessage(value: unknown): LexMessage[] {
  if (!isRecord(value)) return [];
  const { Content: content, ContentType: contentType, ImageResponseCard: card } = value;
  return [
    {
      contentType: typeof contentType === "string" ? contentType : isRecord(card) ? "ImageResponseCard" : "PlainText",
      ...(typeof content === "string" ? { content } : {}),
      ...(isRecord(card) ? { imageResponseCard: envelopeToCard(card) } : {}),
    },
  ];
}

function envelopeToCard({ Title, Subtitle, ImageUrl, Buttons }: Record<string, unknown>): LexCard {
  const buttons = Array.isArray(Buttons) ? Buttons.filter(isRecord) : [];
  return {
    title: typeof Title === "string" ? Title : "",
    ...(typeof Subtitle === "string" ? { subtitle: Subtitle } : {}),
    ...(typeof ImageUrl === "string" ? { imageUrl: ImageUrl } : {}),
    ...(buttons.length > 0
      ? {
          buttons: buttons.map(({ Text, Value }) => ({
            text: buttonText(Text) ?? buttonText(Value) ?? "",
            value: buttonText(Value) ?? buttonText(Text) ?? "",
          })),
        }
      : {}),
  };
}

/** A number is shown as it is written. Nothing else is converted to a text: what others wrote may throw on conversion. */
function buttonText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** A message of the envelope, in the documented spelling and order (developer guide, "Processing responses from an AppInstanceBot"). */
export interface EnvelopeMessage {
  Content?: string;
  ContentType: string;
  ImageResponseCard?: EnvelopeCard;
}

/** `ImageUrl` isn't shown on the page: its spelling is inferred from its neighbours (`docs/facts.md` §1.1). */
export interface EnvelopeCard {
  Title: string;
  Subtitle?: string;
  ImageUrl?: string;
  Buttons?: { Text: string; Value: string }[];
}

/** One Lex message in the envelope's spelling. What is null or empty is left out; a lone surrogate becomes U+FFFD. */
export function messageToEnvelope({ content, contentType, imageResponseCard: card }: LexMessage): EnvelopeMessage {
  const ContentType = contentType.toWellFormed();
  const envelope: EnvelopeMessage = content ? { Content: content.toWellFormed(), ContentType } : { ContentType };
  if (!card) return envelope;
  envelope.ImageResponseCard = { Title: card.title.toWellFormed() };
  if (card.subtitle) envelope.ImageResponseCard.Subtitle = card.subtitle.toWellFormed();
  if (card.imageUrl) envelope.ImageResponseCard.ImageUrl = card.imageUrl.toWellFormed();
  if (card.buttons?.length) envelope.ImageResponseCard.Buttons = card.buttons.map(buttonToEnvelope);
  return envelope;
}

function buttonToEnvelope({ text, value }: { text: string; value: string }): { Text: string; Value: string } {
  return { Text: text.toWellFormed(), Value: value.toWellFormed() };
}
