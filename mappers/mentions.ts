import { readMetadata } from "./read-metadata.ts";
import type { ChannelMessage } from "./shapes/channel-message.ts";

/** Where a mention of the bot was looked for, in this order, and whether it was found there. */
export interface MentionSearch {
  readonly mentioned: boolean;
  /** The source that fired, or what each one held. */
  readonly because: string;
}

/**
 * Whether the message mentions the bot: by the attribute `CHIME.mentions` (developer guide, "Using AppInstanceBots"),
 * then by Metadata, a JSON object whose member at `path` lists ARNs. The attribute was not seen in processor events
 * (`docs/facts.md` §2), which is why Metadata is asked too.
 */
export function findMention(message: ChannelMessage, botArn: string, path: string): MentionSearch {
  const values = message.MessageAttributes?.["CHIME.mentions"]?.StringValues;
  if (values?.includes(botArn)) return { mentioned: true, because: "attribute CHIME.mentions" };
  const listed = readMetadata(message.Metadata, path);
  if (Array.isArray(listed) && listed.includes(botArn)) return { mentioned: true, because: `Metadata ${path}` };
  return {
    mentioned: false,
    because: `attribute CHIME.mentions ${values ? "names others" : "absent"}, Metadata ${path} ${listed === undefined ? "absent" : "names others"}`,
  };
}
