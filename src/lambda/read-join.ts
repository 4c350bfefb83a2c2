/** Somebody who became a member of a channel, as the stream of messaging data tells it. */
export interface Join {
  readonly channelArn: string;
  readonly memberArn: string;
  readonly subChannelId?: string;
  /** When the membership began: epoch milliseconds. Absent where the record doesn't say it. */
  readonly at?: number;
}

/** What a record of the stream is: somebody joined, something else happened, or it can't be read, with the reason. */
type StreamRecord =
  | { readonly kind: "join"; readonly join: Join }
  | { readonly kind: "other" }
  | { readonly kind: "unreadable"; readonly why: string };

/**
 * Reads the data of a Kinesis record, base64: `{ EventType, Payload }`, of which CREATE_CHANNEL_MEMBERSHIP carries a ChannelMembership (developer guide,
 * "Streaming messaging data"; `docs/facts.md` §2). Whether Payload is an object or its JSON as a text is undocumented, and so is how a timestamp
 * is written: both are taken. Hidden members and bots are nobody to welcome.
 */
export function readJoin(data: unknown): StreamRecord {
  const record = parse(typeof data === "string" ? Buffer.from(data, "base64").toString("utf8") : undefined);
  if (!record) return { kind: "unreadable", why: "its data is no JSON object" };
  const { EventType, Payload } = record;
  if (typeof EventType !== "string") return { kind: "unreadable", why: "it has no EventType" };
  if (EventType !== "CREATE_CHANNEL_MEMBERSHIP") return { kind: "other" };
  const membership = typeof Payload === "string" ? parse(Payload) : toObject(Payload);
  if (!membership) return { kind: "unreadable", why: "its Payload is no object, nor the JSON of one" };
  const { ChannelArn, Type, SubChannelId, CreatedTimestamp } = membership;
  const memberArn = toObject(membership["Member"])?.["Arn"];
  if (typeof ChannelArn !== "string" || typeof memberArn !== "string" || !ChannelArn || !memberArn)
    return { kind: "unreadable", why: "its Payload lacks ChannelArn or Member.Arn" };
  if (Type === "HIDDEN" || memberArn.includes("/bot/")) return { kind: "other" };
  const at = toInstant(CreatedTimestamp);
  return {
    kind: "join",
    join: {
      channelArn: ChannelArn,
      memberArn,
      ...(typeof SubChannelId === "string" && SubChannelId ? { subChannelId: SubChannelId } : {}),
      ...(at === undefined ? {} : { at }),
    },
  };
}

/** Epoch seconds, with or without a fraction, lie below this until the year 5138; epoch milliseconds lie above it since 1973. */
const MILLISECONDS_FROM = 1e11;

/** A timestamp as epoch milliseconds: an ISO text, epoch seconds or epoch milliseconds, each also as a text. */
function toInstant(value: unknown): number | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const number = value === "" ? Number.NaN : Number(value);
  const ms = Number.isNaN(number)
    ? Date.parse(String(value))
    : Math.round(number < MILLISECONDS_FROM ? number * 1_000 : number);
  return Number.isNaN(ms) ? undefined : ms;
}

function parse(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    return toObject(JSON.parse(text ?? ""));
  } catch {
    return undefined;
  }
}

function toObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
