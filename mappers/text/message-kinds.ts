import { ssmlToText } from "./ssml-to-text.ts";

/** The types of message that Lex V2 answers with (API_runtime_Message). A new one is a row of the table below, and then a case. */
export type MessageKind = "PlainText" | "SSML" | "CustomPayload" | "ImageResponseCard";

interface KindRow {
  /** Its content as a person reads it. Undefined if its meaning is up to the application. */
  readonly toText: ((content: string, style?: "plain" | "spoken") => string) | undefined;
  /** Whether content that is too long may be cut, or continue in a next message. */
  readonly isDivisible: boolean;
  /** Whether its content may continue as plain text if the markup takes too much room. */
  readonly isMarkup: boolean;
  /** The member that holds what it says. */
  readonly body: "content" | "imageResponseCard";
}

/** What holds for each kind of message. */
export const MESSAGE_KINDS = {
  PlainText: { toText: (content) => content, isDivisible: true, isMarkup: false, body: "content" },
  SSML: { toText: ssmlToText, isDivisible: false, isMarkup: true, body: "content" },
  CustomPayload: { toText: undefined, isDivisible: false, isMarkup: false, body: "content" },
  ImageResponseCard: { toText: undefined, isDivisible: false, isMarkup: false, body: "imageResponseCard" },
} as const satisfies Record<MessageKind, KindRow>;

/** A kind that nobody knows yet is carried along as it is, like a payload. */
export function kindOf(contentType: string | null | undefined): KindRow {
  return Object.hasOwn(MESSAGE_KINDS, contentType ?? "")
    ? MESSAGE_KINDS[contentType as MessageKind]
    : MESSAGE_KINDS.CustomPayload;
}
