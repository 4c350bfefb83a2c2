import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import type { TurnRequest, TurnResult } from "../../../mappers/shapes/turn.ts";
import type { Decision } from "../../../src/read/decision.ts";
import type { FaultInput, Faults } from "../../emulator/index.ts";

/** A message that a member sends. Members are named, or given by ARN. */
export interface Utterance {
  readonly text: string;
  readonly as?: string;
  readonly to?: string;
  readonly mentions?: readonly string[];
  readonly type?: "STANDARD" | "CONTROL";
  readonly contentType?: string;
  readonly metadata?: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  /** What Lex is given beside the text. */
  readonly lex?: LexInput;
}

/** What a turn's request gets beside what the bridge writes: attributes by name, contexts by their names alone. */
export interface LexInput {
  readonly requestAttributes?: Readonly<Record<string, string>>;
  readonly sessionAttributes?: Readonly<Record<string, string>>;
  readonly contexts?: readonly string[];
}

/** One RecognizeText, as it was observed. */
export interface AskedTurn {
  readonly request: TurnRequest;
  readonly result?: TurnResult;
  readonly refused?: { readonly status: number; readonly name: string };
}

/** What became of a message: what the bot says of it in the channel, and as much as can be seen of how that came about. */
export interface BotAnswer {
  readonly messages: readonly LexMessage[];
  /** The code of a lex-error message. */
  readonly error?: number;
  /** Message attributes of what the bot said. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Names of the members whom a private answer is for. */
  readonly to: readonly string[];
  /** What went wrong with the sending itself, as a message that is still pending. */
  readonly problem?: string;
  /** The last turn of the delivery; absent where none was taken, or where turns can't be seen. */
  readonly turn?: AskedTurn;
  readonly decision?: Partial<Decision>;
  /** Why nothing was said, in words, where that is known. */
  readonly silence?: string;
}

/** A channel that a conversation is held in. A function that is absent is something that can't be done there. */
export interface ConversationChannel {
  /** Sends, and resolves once the message and what was said of it are settled. */
  say(utterance: Utterance): Promise<BotAnswer>;
  /** Lets time pass, in milliseconds, without waiting for it. */
  readonly pass?: (ms: number) => Promise<void>;
  /** Undefined takes a fault off. Only what is given is changed. */
  readonly assignFaults?: (faults: Partial<Faults>) => Promise<void>;
  /** Puts a fault in force by its name; `none` ends all that were named. */
  readonly nameFault?: (fault: FaultInput | "none") => Promise<void>;
  /** Who is in the room, and whether a person has taken over. */
  readonly people?: ConversationPeople;
  /** Whether turns can be seen: without them there are no slots and session attributes to look at. */
  readonly seesTurns: boolean;
  /** Whether a turn's request can be given attributes and contexts of a script. */
  readonly takesLexInput?: boolean;
  close(): Promise<void>;
}

/** Members who come and go, and pauses. Members are named, or given by ARN. */
export interface ConversationPeople {
  /** Adds a member, whose record the stream of memberships brings so many times, and resolves once what was said of it is settled. */
  join(member: string, times: number): Promise<BotAnswer>;
  leave(member: string): Promise<void>;
  /** As `bridge.pause`: the channel, or with `of` one member's conversation. Throws USAGE where `handoff` isn't configured. */
  pause(options: { readonly of?: string; readonly forMs?: number }): Promise<void>;
  resume(options: { readonly of?: string }): Promise<void>;
  /** Throws USAGE for a member who doesn't take over there by speaking; absent where whoever the script says does. */
  checkAgent?(member: string): Promise<void>;
}

/** What `describeConversations` and the CLI open a channel with, afresh for each conversation. */
export type OpenChannel = (conversation: ChannelWishes) => Promise<ConversationChannel>;

/** What a script requires of its surroundings. */
export interface ChannelWishes {
  readonly bot?: string | undefined;
  readonly codeHooks?: Readonly<Record<string, string>> | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly fulfillment?: "failed" | "fulfilled" | undefined;
  readonly clock?: string | undefined;
  readonly seed?: number | undefined;
  /** Members who speak as agents. */
  readonly agents?: readonly string[];
}
