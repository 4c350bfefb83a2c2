import type { Callback } from "../../mappers/shapes/callback.ts";
import type { MessageEdit, OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";
import type { Claims } from "./claims.ts";
import type { Pauses } from "./handoff.ts";

/**
 * What the bridge needs from outside, as function types. The AWS clients implement them (`src/aws`), and so does the
 * emulator in process (`tools/emulator`); one contract suite runs against both. A port makes one attempt: retries are the
 * bridge's (`src/ports/calls.ts`), so that each try is counted and inside the deadline. A port rejects with a `BridgeError`.
 */
export interface CallOptions {
  /** Aborted when the time for this attempt is over; the port then rejects, and its answer no longer matters. */
  readonly signal: AbortSignal;
}

/**
 * One RecognizeText. Not idempotent: a second call advances the dialog again.
 * Rejects with a `LEX_…` code; LEX_UNREACHABLE only if the request can't have been sent.
 */
export type RecognizeText = (request: TurnRequest, options: CallOptions) => Promise<TurnResult>;

/**
 * One ChannelFlowCallback. Resolves when this call was accepted.
 * Rejects with a `CALLBACK_…` code; FORBIDDEN, NOT_PENDING and CONFLICT are the answers for a settled delivery.
 */
export type ChannelFlowCallback = (callback: Callback, options: CallOptions) => Promise<void>;

/**
 * One SendChannelMessage. Rejects with a `SEND_…` code. Repeated with the same ClientRequestToken it sends nothing again,
 * for as long as Chime remembers the token, which is unverified.
 */
export type SendChannelMessage = (message: OutgoingMessage, options: CallOptions) => Promise<{ MessageId: string }>;

/**
 * One UpdateChannelMessage. Rejects with UPDATE_FORBIDDEN, UPDATE_REFUSED, or a `SEND_…` code of a throttle, a failure or a broken connection. A
 * repetition changes nothing more.
 */
export type UpdateChannelMessage = (edit: MessageEdit, options: CallOptions) => Promise<void>;

/** A message as the channel shows it (API_messaging-chime_ChannelMessageSummary). Timestamps are epoch milliseconds. */
export interface StoredMessage {
  readonly MessageId: string;
  readonly Content?: string;
  readonly ContentType?: string;
  readonly Metadata?: string;
  readonly MessageAttributes?: Record<string, { StringValues?: string[] }>;
  readonly Sender?: { Arn?: string; Name?: string };
  readonly Type?: string;
  readonly Status?: { Value?: string; Detail?: string };
  readonly CreatedTimestamp?: number;
  readonly Persistence?: string;
  readonly SubChannelId?: string;
  readonly Target?: readonly { readonly MemberArn?: string }[];
}

/** A channel, and as whom it is read: the ARN of a user or a bot. */
export interface ChannelView {
  readonly ChannelArn: string;
  readonly ChimeBearer: string;
  readonly SubChannelId?: string;
}

/** One GetChannelMessage. Rejects with LOOKUP_REFUSED where the bearer may not see the message, else with LOOKUP_THROTTLED, LOOKUP_FAILED or LOOKUP_UNANSWERED. */
export type GetChannelMessage = (
  message: ChannelView & { readonly MessageId: string },
  options: CallOptions,
) => Promise<StoredMessage>;

/** A page of a channel's messages, newest first; `NextToken` leads to the next where there is one. */
export interface MessagePage {
  readonly messages: StoredMessage[];
  readonly NextToken?: string;
}

/**
 * One ListChannelMessages: what the bearer may see, newest first, at most 50 a page, created at `NotBefore` (epoch milliseconds)
 * or later. Rejects with LOOKUP_REFUSED, LOOKUP_THROTTLED, LOOKUP_FAILED or LOOKUP_UNANSWERED.
 */
export type ListChannelMessages = (
  channel: ChannelView & { readonly NotBefore?: number; readonly NextToken?: string },
  options: CallOptions,
) => Promise<MessagePage>;

/**
 * How many members a channel has that are not hidden, bots and the bearer included; counting stops at `atMost` (1–50).
 * Rejects with LOOKUP_REFUSED, LOOKUP_THROTTLED, LOOKUP_FAILED or LOOKUP_UNANSWERED.
 */
export type CountMembers = (
  channel: ChannelView & { readonly atMost: number },
  options: CallOptions,
) => Promise<number>;

/** A Lex conversation: which bot, and whose. */
export type SessionKey = Pick<TurnRequest, "botId" | "botAliasId" | "localeId" | "sessionId">;

/** One GetSession; undefined where there is no such session. Rejects with a `LEX_…` code. */
export type GetSession = (
  session: SessionKey,
  options: CallOptions,
) => Promise<NonNullable<TurnResult["sessionState"]> | undefined>;

/** How a conversation is begun without the user: which intent, and what is sent along. */
export interface SessionStart extends SessionKey {
  readonly intent: string;
  readonly requestAttributes: Readonly<Record<string, string>>;
  readonly sessionAttributes: Readonly<Record<string, string>>;
}

/**
 * One PutSession that begins a session with an intent, and lets the bot go on from there. A turn, so not idempotent: it replaces what the session holds,
 * and a second call says it again. Rejects with a `LEX_…` code; LEX_UNREACHABLE only if the request can't have been sent.
 */
export type PutSession = (start: SessionStart, options: CallOptions) => Promise<TurnResult>;

/** One DeleteSession; resolves too where there is none. Rejects with a `LEX_…` code. */
export type DeleteSession = (session: SessionKey, options: CallOptions) => Promise<void>;

/**
 * Where the bridge logs what it did. `fields` is plain JSON and holds no message text unless `logContent` is on.
 */
export type Log = (level: "info" | "warn" | "error", message: string, fields: Record<string, unknown>) => void;

/**
 * The clock: epoch milliseconds. `begin`, where there is one, is called at the beginning of each delivery. A given clock serves
 * both as the time of day and to measure time budgets.
 */
export interface Now {
  (): number;
  begin?(): void;
}

/** What `createBridge` runs on. */
export interface Ports {
  readonly recognizeText: RecognizeText;
  readonly channelFlowCallback: ChannelFlowCallback;
  readonly sendChannelMessage: SendChannelMessage;
  readonly updateChannelMessage: UpdateChannelMessage;
  readonly getChannelMessage: GetChannelMessage;
  readonly listChannelMessages: ListChannelMessages;
  readonly countMembers: CountMembers;
  readonly getSession: GetSession;
  readonly putSession: PutSession;
  readonly deleteSession: DeleteSession;
  /** Who works on a delivery, and what its turn said. */
  readonly claims: Claims;
  /** Where a person has taken over; only needed with `handoff`. */
  readonly pauses?: Pauses;
  readonly log: Log;
  readonly now: Now;
}
