/** The attribute by which Chime SDK clients mention (developer guide, "Using AppInstanceBots"). */
const MENTIONS = "CHIME.mentions";

/** The attributes that a message carries: its own, and whom it mentions. */
export function utteranceToAttributes(
  attributes: Readonly<Record<string, readonly string[]>>,
  mentions: readonly string[],
): Record<string, { StringValues: string[] }> | undefined {
  const all: Record<string, readonly string[]> = {
    ...attributes,
    ...(mentions.length > 0 ? { [MENTIONS]: mentions } : {}),
  };
  const entries = Object.entries(all).map(([name, values]) => [name, { StringValues: [...values] }]);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/**
 * A mention stands in Metadata too, as `{"mentions": [ARN]}`: attributes don't reach a processor event (`docs/facts.md` §2), so
 * this is how clients mention where the bridge can't look the message up. Metadata that is no JSON object stays as it is.
 */
export function utteranceToMetadata(metadata: string | undefined, mentions: readonly string[]): string | undefined {
  if (mentions.length === 0) return metadata;
  const object = metadata === undefined ? {} : parsed(metadata);
  return object === undefined ? metadata : JSON.stringify({ ...object, mentions });
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
