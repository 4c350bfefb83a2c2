import { type Attachment, DESCRIBED_MAX, NAME_MAX } from "../message/attachments.ts";
import { isBlank } from "../shapes/is-blank.ts";
import { LEX_TEXT_MAX } from "../shapes/limits.ts";
import { cutAtWord } from "../text/cut-text.ts";

/**
 * What a bot is asked if a person sent files without words: their names, `statement.pdf, photo.jpg`, of the first five, in at
 * most 1024 UTF-16 units. Lex takes no empty text. Empty if no file has a name.
 */
export function attachmentsToText(attachments: readonly Attachment[]): string {
  const names = attachments.slice(0, DESCRIBED_MAX).map(({ name }) => name.slice(0, NAME_MAX).toWellFormed().trim());
  return cutAtWord(names.filter((name) => !isBlank(name)).join(", "), LEX_TEXT_MAX);
}
