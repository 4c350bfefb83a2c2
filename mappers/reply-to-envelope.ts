import type { LexMessage } from "./shapes/lex-message.ts";

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
  return {
    ...(content ? { Content: content.toWellFormed() } : {}),
    ContentType: contentType.toWellFormed(),
    ...(card
      ? {
          ImageResponseCard: {
            Title: card.title.toWellFormed(),
            ...(card.subtitle ? { Subtitle: card.subtitle.toWellFormed() } : {}),
            ...(card.imageUrl ? { ImageUrl: card.imageUrl.toWellFormed() } : {}),
            ...(card.buttons?.length ? { Buttons: card.buttons.map(buttonToEnvelope) } : {}),
          },
        }
      : {}),
  };
}

function buttonToEnvelope({ text, value }: { text: string; value: string }): { Text: string; Value: string } {
  return { Text: text.toWellFormed(), Value: value.toWellFormed() };
}
