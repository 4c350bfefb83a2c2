import { isRecord } from "../shapes/json-values.ts";
import { readMetadata } from "./metadata.ts";

/** A file beside a message, as the application's Metadata names it. Chime messages themselves hold none. */
export interface Attachment {
  readonly name: string;
  readonly contentType: string | undefined;
}

/** How many are described; the count includes all. */
export const DESCRIBED_MAX = 5;
export const NAME_MAX = 255;

/**
 * The attachments that Metadata lists at `path`, by the bridge's own convention:
 *
 * ```json
 * { "attachments": [{ "name": "statement.pdf", "contentType": "application/pdf" }] }
 * ```
 *
 * `type` is read where there is no `contentType`: AWS's chat demo writes it so. A file without a name is skipped; Metadata is the
 * application's own, so nothing in it is an error.
 */
export function metadataToAttachments(metadata: string | null | undefined, path: string): Attachment[] {
  const listed = readMetadata(metadata, path);
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((one: unknown) => {
    if (!isRecord(one)) return [];
    const { name, contentType, type } = one;
    if (typeof name !== "string" || name === "") return [];
    const told = [contentType, type].find((value) => typeof value === "string" && value !== "");
    return [{ name, contentType: told as string | undefined }];
  });
}

/**
 * The attachments as request attributes, each a plain text that a bot's conditions can read: `CHIME.attachment.count`, and from 1 on
 * `CHIME.attachment.<n>.name` and `.contentType`. The first five are described, names cut at 255 characters.
 */
export function attachmentsToAttributes(attachments: readonly Attachment[]): Record<string, string> {
  if (attachments.length === 0) return {};
  const attributes: Record<string, string> = { "CHIME.attachment.count": String(attachments.length) };
  for (const [at, { name, contentType }] of attachments.slice(0, DESCRIBED_MAX).entries()) {
    attributes[`CHIME.attachment.${at + 1}.name`] = name.slice(0, NAME_MAX).toWellFormed();
    if (contentType)
      attributes[`CHIME.attachment.${at + 1}.contentType`] = contentType.slice(0, NAME_MAX).toWellFormed();
  }
  return attributes;
}
