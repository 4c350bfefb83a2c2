import type { ChannelMessage } from "../shapes/channel-message.ts";
import { parseObject, readMember, readMetadata } from "./metadata.ts";

/** Where a message says that it is an application's own, and at which path. */
export interface ApplicationMark {
  readonly where: "Metadata" | "Content";
  readonly path: string;
}

/**
 * What marks a message as one that an application sends to its own clients: the first of the paths at which Metadata, or a Content that
 * is a JSON object, holds something. `false` and null hold nothing. AWS's chat demo marks its invitations to a meeting so:
 *
 * ```json
 * { "isMeetingInfo": true }
 * ```
 */
export function findApplicationMark(
  { Metadata }: ChannelMessage,
  input: string,
  paths: readonly string[],
): ApplicationMark | undefined {
  const inMetadata = paths.find((path) => isMark(readMetadata(Metadata, path)));
  if (inMetadata !== undefined) return { where: "Metadata", path: inMetadata };
  // Parsed for nobody, it would cost every message.
  const content = paths.length > 0 ? parseObject(input) : undefined;
  const inContent = content && paths.find((path) => isMark(readMember(content, path)));
  return inContent === undefined ? undefined : { where: "Content", path: inContent };
}

function isMark(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}
