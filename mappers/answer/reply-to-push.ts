import { isBlank } from "../shapes/is-blank.ts";
import type { LexMessage } from "../shapes/lex-message.ts";
import { saysSomething } from "../shapes/lex-message.ts";
import { PUSH_BODY_MAX, PUSH_TITLE_MAX } from "../shapes/limits.ts";
import type { Reply } from "../shapes/reply.ts";
import { cleanLine } from "../text/clean-text.ts";
import { cutAtWord } from "../text/cut-text.ts";
import { markdownToText } from "../text/markdown-to-text.ts";
import { messageToWords } from "../text/message-to-words.ts";
import { CUT_MARK } from "./fit-texts.ts";

/** What a locked phone may show of a reply: nothing, its first words, or only that there is one. */
export type PushMode = "off" | "preview" | "generic";

export interface PushRules {
  readonly push: PushMode;
  /** The speaker, such as the bot's name. */
  readonly title: string;
  /** What `generic` says, and `preview` for a reply without words. */
  readonly genericText?: string | undefined;
}

/**
 * `Title` 1–50 and `Body` 1–150 UTF-16 units, each one line, well-formed (API_messaging-chime_PushNotificationConfiguration).
 * `Title` is absent if the rules' own is blank.
 *
 * ```json
 * { "Title": "BankBot", "Body": "Your balance is 12.50 EUR.", "Type": "DEFAULT" }
 * ```
 */
export interface PushNotification {
  readonly Title?: string;
  readonly Body: string;
  readonly Type: "DEFAULT";
}

/** What `generic` says if the rules have no text of their own. */
export const GENERIC_PUSH_TEXT = "You have a new message.";

/**
 * The push notification of a reply, or undefined where there should be none: `push` is off, the bot said nothing, or it failed (a
 * failure told in words is a reply like any other). A preview is the first readable text without SSML and Markdown, else the first
 * card's title; never JSON, and so never an envelope. A text that is too long ends at a word, with a mark.
 */
export function replyToPush(reply: Reply, { push, title, genericText }: PushRules): PushNotification | undefined {
  if (push === "off" || reply.kind !== "messages" || !reply.messages.some(saysSomething)) return undefined;
  const generic = oneLine(genericText ?? "", PUSH_BODY_MAX) || GENERIC_PUSH_TEXT;
  const name = oneLine(title, PUSH_TITLE_MAX);
  return {
    ...(name ? { Title: name } : {}),
    Body: (push === "preview" ? replyToPreview(reply.messages) : undefined) ?? generic,
    Type: "DEFAULT",
  };
}

function replyToPreview(messages: readonly LexMessage[]): string | undefined {
  const titles = messages.flatMap(({ imageResponseCard: card }) => [card?.title, card?.subtitle]);
  const cards = titles.map((content): LexMessage => ({ contentType: "PlainText", content }));
  for (const message of [...messages, ...cards]) {
    const preview = oneLine(markdownToText(messageToWords(message) ?? ""), PUSH_BODY_MAX);
    if (preview) return preview;
  }
  return undefined;
}

/** A title takes no line ends (pattern `.*`), and a notification shows few. */
function oneLine(text: string, max: number): string {
  const line = cleanLine(text);
  return isBlank(line) ? "" : cutAtWord(line, max, CUT_MARK);
}
