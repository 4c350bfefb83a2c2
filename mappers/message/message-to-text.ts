import type { ChannelMessage } from "../shapes/channel-message.ts";

/**
 * The words of a channel message: its Content, percent-decoded if that is certain.
 *
 * Clients disagree: some of AWS's samples send `encodeURIComponent(text)`, others the text (`docs/facts.md` §2). Decoding
 * a text that was never encoded would change what the user said, so it happens only if encoding the result gives back
 * exactly what came, which then has no white space in it.
 */
export function messageToText(message: ChannelMessage): string {
  const content = message.Content ?? "";
  // Most texts hold none: decoding and encoding them would give the same.
  if (!content.includes("%")) return content;
  try {
    const decoded = decodeURIComponent(content);
    return encodeURIComponent(decoded) === content ? decoded : content;
  } catch {
    // A stray "%" or half a character: it was never encoded.
    return content;
  }
}
