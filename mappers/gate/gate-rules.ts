/** One of the bots that share the bridge, as far as the gate looks at it. Its number is its place in `GateRules.bots`. */
export interface GateBot {
  /** The AppInstanceBot's ARN (`…/bot/<id>`); undefined where it isn't configured. */
  readonly arn: string | undefined;
  /** Names that mention the bot in a text as `@name`. They may hold spaces; case and Unicode form don't matter. */
  readonly aliases: readonly string[];
  /** When it answers a message to the whole channel: the words of `InvokedBy` (API_identity-chime_InvokedBy). */
  readonly standardMessages: "ALL" | "AUTO" | "MENTIONS" | "NONE";
  /** When it answers a message that only it can see. */
  readonly targetedMessages: "ALL" | "NONE";
  /** What becomes of a text over 1024 characters. */
  readonly longText: "error" | "release" | "truncate";
}

/** What the gate needs to know beside the message. All of it is data: looking things up is not the gate's business. */
export interface GateRules {
  readonly bots: readonly GateBot[];
  /** Where Metadata lists the ARNs of who is mentioned: a member's name, or names joined by dots. */
  readonly mentionsPath: string;
  /** Where Metadata lists the files beside a message: a bot that is sent files and no words is asked by their names. Absent: nowhere. */
  readonly attachmentsPath?: string;
  /** Where Metadata or a JSON Content marks what an application sends to its own clients, which no bot answers. Absent: nowhere. */
  readonly applicationPaths?: readonly string[];
  readonly edits: "ignore" | "answer";
  /** Whether the reply will stand in place of the user's words, which then have to fit into Metadata. */
  readonly keepInput: boolean;
  /** Whether the message's ContentType is text (`src/read/media.ts`); a message without one is. */
  readonly isText: boolean;
  /** What `route(message)` said: a bot's index, or null for nobody. Absent while it wasn't asked; `canRoute` tells whether it can be. */
  readonly routed?: number | null;
  readonly canRoute?: boolean;
  /** How many members the channel has, counted only as far as needed. Absent while they weren't counted; `canCount` tells whether they can be. */
  readonly members?: number | "unknown";
  readonly canCount?: boolean;
  /** Whether Target, attributes and content type were looked up after the release (then the trace says so). */
  readonly isLookedUp?: boolean;
}

/** How a bot is called in the trace: by its place in the configuration, where there are several. */
export function botName(bots: readonly GateBot[], bot: number): string {
  return bots.length > 1 ? `bots[${bot}]` : "the bot";
}
