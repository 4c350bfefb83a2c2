/** One of the bridge's bots, with what the gate needs of it. Its number is its index in `GateRules.bots`. */
export interface GateBot {
  /** The AppInstanceBot's ARN (`…/bot/<id>`); undefined if it isn't configured. */
  readonly arn: string | undefined;
  /** Names that mention the bot in a text as `@name`. They may hold spaces; case and Unicode form don't matter. */
  readonly aliases: readonly string[];
  /** When it answers a message to the whole channel, in the terms of `InvokedBy` (API_identity-chime_InvokedBy). */
  readonly standardMessages: "ALL" | "AUTO" | "MENTIONS" | "NONE";
  /** When it answers a message that only it can see. */
  readonly targetedMessages: "ALL" | "NONE";
  /** What happens to a text over 1024 characters. */
  readonly longText: "error" | "release" | "truncate";
}

/** What the gate needs besides the message. It is all data: the gate itself looks nothing up. */
export interface GateRules {
  readonly bots: readonly GateBot[];
  /** Where Metadata lists the ARNs of mentioned members: a JSON member's name, or names joined by dots. */
  readonly mentionsPath: string;
  /** Where Metadata lists a message's files. If a message has files and no words, the bot gets their names. Absent: nowhere. */
  readonly attachmentsPath?: string;
  /** Where Metadata or a JSON Content marks a message that an application sends to its own clients. No bot answers one. Absent: nowhere. */
  readonly applicationPaths?: readonly string[];
  readonly edits: "ignore" | "answer";
  /** Whether the reply will replace the user's words, which then have to fit into Metadata. */
  readonly keepInput: boolean;
  /** Whether the message's ContentType is text (`src/read/media.ts`); a message without one is. */
  readonly isText: boolean;
  /** What `route(message)` said: a bot's index, or null for nobody. Absent before it was asked; `canRoute` says whether it can be. */
  readonly routed?: number | null;
  readonly canRoute?: boolean;
  /** How many members the channel has, counted only as far as needed. Absent before the count; `canCount` says whether it can happen. */
  readonly members?: number | "unknown";
  readonly canCount?: boolean;
  /** Whether Target, attributes and content type were looked up after the release (then the trace says so). */
  readonly isLookedUp?: boolean;
}

/** A bot's name in the trace: its index in the configuration, if there are several. */
export function botName(bots: readonly GateBot[], bot: number): string {
  return bots.length > 1 ? `bots[${bot}]` : "the bot";
}
