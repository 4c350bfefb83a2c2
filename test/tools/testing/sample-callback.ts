import type { Callback } from "../../../mappers/shapes/callback.ts";

/** A callback with these messages, in the envelope's spelling, and these attributes. */
export function replied(messages: readonly object[], attributes: Readonly<Record<string, string>> = {}): Callback {
  return withContent(JSON.stringify({ Messages: messages }), "application/amz-chime-lex-msgs", attributes);
}

export function failed(code: number): Callback {
  return withContent(JSON.stringify({ Code: code }), "application/amz-chime-lex-error");
}

export function released(content = "Hello"): Callback {
  return { ...ids, ChannelMessage: { MessageId: "m", Content: content } };
}

export function denied(): Callback {
  return { ...ids, DeleteResource: true, ChannelMessage: { MessageId: "m" } };
}

const ids = {
  CallbackId: "b3b2f1d0-8f0e-4f57-9f5a-1c1f6f6b2a11",
  ChannelArn: "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/c",
};

function withContent(
  Content: string,
  ContentType: string,
  attributes: Readonly<Record<string, string>> = {},
): Callback {
  const named = Object.entries(attributes).map(([name, value]) => [
    `CHIME.LEX.sessionState.${name}`,
    { StringValues: [value] },
  ]);
  const MessageAttributes = Object.fromEntries(named) as Record<string, { StringValues: string[] }>;
  return { ...ids, ChannelMessage: { MessageId: "m", Content, ContentType, MessageAttributes } };
}

export const text = (Content: string) => ({ Content, ContentType: "PlainText" });

export function card(Title: string, more: object = {}) {
  return { ContentType: "ImageResponseCard", ImageResponseCard: { Title, ...more } };
}

export const button = (Text: string, Value = Text) => ({ Text, Value });
