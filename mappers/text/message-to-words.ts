import type { LexMessage } from "../shapes/lex-message.ts";
import { kindOf } from "./message-kinds.ts";

/**
 * The words of a bot's message that a person can read as they are, or undefined: a plain text as it is, an SSML text without its
 * tags, a custom payload only where it is plain words. A JSON object or list of them is never words, cut off or percent-encoded as
 * it may be, and so neither is an envelope. A card beside the text isn't looked at.
 */
export function messageToWords({ contentType, content }: LexMessage): string | undefined {
  if (!content) return undefined;
  const { toText } = kindOf(contentType);
  if (toText) return readable(toText(content));
  return isPlainWords(content) ? readable(content) : undefined;
}

function readable(text: string): string | undefined {
  const isJson = /^\s*(?:\{\s*["}]|\[\s*["{[\]]|%7B%22)/i.test(text);
  return !isJson && /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) ? text : undefined;
}

/**
 * What a custom payload may be is the application's affair: words have letters, none of the marks of JSON, HTML, templates or
 * assignments, and no run of Latin signs so long that it is an address or encoded data. Numbered choices (`1=Balance`), amounts
 * (`<5 EUR`) and links stand among words; a link alone is an address.
 */
function isPlainWords(payload: string): boolean {
  const words = payload
    .replace(/https?:\/\/[^\s<>"{}|\\^`]+/gi, " ")
    .replace(/(?<![^\s])\d{1,2} ?= ?(?=\p{L})|[<>] ?(?=\d)/gu, "");
  return /\p{L}/u.test(words) && !/[{}[\]<>=|\\^`]|[!-~]{41}|^\s*"/.test(words);
}
