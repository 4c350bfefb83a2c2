import { isBlank } from "../shapes/is-blank.ts";
import type { LexButton, LexCard, LexMessage } from "../shapes/lex-message.ts";
import { cleanLine, cleanText } from "../text/clean-text.ts";
import { httpsAddress } from "../text/https-address.ts";
import { markdownToText } from "../text/markdown-to-text.ts";
import { kindOf } from "../text/message-kinds.ts";
import { messageToWords } from "../text/message-to-words.ts";
import { errorText } from "../words/error-text.ts";
import { localeToLanguage } from "../words/language.ts";
import { fillIn, READING_WORDS, type ReadingWords } from "../words/reading-words.ts";
import { buttonsOf, buttonToLabel, messagesOf, replyToButtons } from "./reply-to-buttons.ts";

/** What `replyToText` can read: what `readReply` gives, or a reply before it was posted. */
export type ReadableReply =
  | { readonly kind: "messages"; readonly messages: readonly LexMessage[]; readonly trusted?: boolean }
  | { readonly kind: "error"; readonly code: number; readonly trusted?: boolean }
  | { readonly kind: "silence" }
  | { readonly kind: "none"; readonly reason: "foreign" | "typing" | "unreadable" };

export interface TextOptions {
  /** `plain` (the default) for a terminal, a mail or a log. `spoken` is for a screen reader: sentences, no Markdown, no addresses. */
  readonly style?: "plain" | "spoken" | undefined;
  /** The locale of our own words, such as `de_DE`; see `errorText`. The bot's words stay as they are. */
  readonly locale?: string | undefined;
  /** The words of a custom payload. Where it gives undefined, and without it, a payload that isn't plain words is named. */
  readonly customPayload?: ((payload: string) => string | undefined) | undefined;
  /** Whether a reply that `readReply` doesn't trust says so, and shows what its buttons would send in the reader's name. */
  readonly markUntrusted?: boolean | undefined;
}

/** What a line is made with. `next` numbers the buttons through all cards. */
interface Reading extends TextOptions {
  readonly words: ReadingWords;
  readonly count: number;
  readonly isDoubtful: boolean;
  next: number;
}

/**
 * A bot's reply as plain text, never markup, without control characters. Each message and each member of a card has its lines, buttons
 * are numbered choices (`replyToButtons` gives them by number), an image is its https address, SSML is its words, a custom payload is
 * its words or is named, an error is `errorText`.
 *
 * ```
 * Hello! I am the BankBot.
 * What would you like to do?
 * 1. Check balance
 * 2. Transfer money
 * ```
 *
 * Empty where there is nothing to say: silence, an empty list, a message that is no bot's (`foreign`: show its own Content) or says who is typing. Never
 * throws, and takes time linear in the reply.
 */
export function replyToText(reply: ReadableReply | null | undefined, options: TextOptions = {}): string {
  const words = READING_WORDS[localeToLanguage(options.locale)];
  const lines = reply ? replyToLines(reply, options, words) : [];
  if (options.style !== "spoken") return lines.join("\n");
  return lines.map((line) => (/[.!?…:;。！？：；]$/.test(line) ? line : line + words.stop)).join("\n");
}

function replyToLines(reply: ReadableReply, options: TextOptions, words: ReadingWords): string[] {
  if (reply.kind === "silence") return [];
  if (reply.kind === "none") return reply.reason === "unreadable" ? [words.unreadable] : [];
  const isDoubtful = options.markUntrusted === true && reply.trusted === false;
  const notice = isDoubtful ? [words.untrusted] : [];
  if (reply.kind === "error") return [...notice, errorText(reply.code, options.locale)];
  const reading = { ...options, words, isDoubtful, count: replyToButtons(reply).length, next: 1 };
  const lines = messagesOf(reply)
    .flatMap((message) => messageToLines(message, reading))
    .filter((line) => !isBlank(line));
  return lines.length > 0 ? [...notice, ...lines] : [];
}

function messageToLines(message: LexMessage, reading: Reading): string[] {
  const { content, imageResponseCard: card } = message;
  const said = typeof content === "string" ? contentToWords(message, content, reading) : "";
  const text = reading.style === "spoken" ? markdownToText(said) : said;
  return [cleanText(text).trim(), ...(card ? cardToLines(card, reading) : [])];
}

function contentToWords(message: LexMessage, content: string, { style, customPayload, words }: Reading): string {
  const { toText } = kindOf(message.contentType);
  if (toText) return toText(content, style);
  const named = style === "spoken" ? words.custom : `[${words.custom}]`;
  return customPayload?.(content) ?? messageToWords(message) ?? named;
}

function cardToLines(card: LexCard, reading: Reading): string[] {
  const { words, style } = reading;
  const { title, subtitle, imageUrl } = card;
  const address = httpsAddress(imageUrl);
  return [
    cleanLine(title),
    cleanLine(subtitle ?? ""),
    address === undefined ? "" : style === "spoken" ? words.image : `${words.image}: ${address}`,
    ...buttonsOf(card).map((button) => buttonToLine(button, reading)),
  ];
}

function buttonToLine(button: LexButton, reading: Reading): string {
  const { words, style, count, isDoubtful } = reading;
  const [shown, value] = [buttonToLabel(button), cleanLine(button.value)];
  const label = isDoubtful && shown !== value ? fillIn(words.sends, { label: shown, value }) : shown;
  const n = reading.next++;
  return style === "spoken" ? fillIn(words.choice, { n, count, label }) : `${n}. ${label}`;
}
