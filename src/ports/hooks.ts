import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import type { LexMessage } from "../../mappers/shapes/lex-message.ts";
import type { Reply } from "../../mappers/shapes/reply.ts";
import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";
import type { Decision, PauseReason } from "../read/decision.ts";
import type { CallOptions } from "./ports.ts";
import type { Span } from "./span.ts";

/**
 * What `onMessage` says about a message: nothing (go on), let it through without the bot, drop it, or go on with other content,
 * which people then see, the bot is asked, and a release returns.
 */
export type MessageRuling = "release" | "deny" | { readonly content: string };

/**
 * Sees every delivery before the gate, bots' and control messages included: the place for moderation, since a channel flow
 * has one processor. It runs inside the delivery's time, and its signal is aborted when that is over. One that throws, or
 * takes too long, is HOOK_FAILED: the message is released as it came, or dropped where `onFailure` is `deny`.
 */
export type OnMessage = (
  message: ChannelMessage,
  options: CallOptions,
  // biome-ignore lint/suspicious/noConfusingVoidType: a hook that only looks returns nothing.
) => MessageRuling | void | Promise<MessageRuling | void>;

/** The bot that a message is for: its place in the configuration, and its identity at Lex and at Chime. */
export interface ChosenBot {
  readonly index: number;
  readonly botId: string;
  readonly botAliasId: string;
  readonly localeId: string;
  readonly appInstanceBotArn: string | undefined;
}

/** What a turn is about, for the functions below. `message` is complete as far as it was looked up. */
export interface TurnContext extends CallOptions {
  readonly message: ChannelMessage;
  readonly bot: ChosenBot;
}

/**
 * What `beforeTurn` says: nothing (ask as planned), another text or more attributes, say nothing, drop the message (in `replace`
 * alone; in `reply` it is let through already, and nothing is said), or the bot's answer without asking Lex.
 */
export type TurnRuling =
  | "release"
  | "deny"
  | {
      readonly text?: string;
      readonly requestAttributes?: Readonly<Record<string, string>>;
      /** Sent only if `sendSessionAttributes` allows it, merged over what the session holds. */
      readonly sessionAttributes?: Readonly<Record<string, string>>;
    }
  | { readonly messages: readonly LexMessage[] };

/** Sees the turn before Lex is asked, once a turn. One that throws is HOOK_FAILED, and `onFailure` says what becomes of it. */
export type BeforeTurn = (
  request: TurnRequest,
  context: TurnContext,
  // biome-ignore lint/suspicious/noConfusingVoidType: a hook that only looks returns nothing.
) => TurnRuling | void | Promise<TurnRuling | void>;

/**
 * Sees the bot's reply before it is fitted, remembered and posted, once a turn; `result` is absent where Lex wasn't asked. What
 * it returns takes the reply's place.
 */
export type AfterReply = (
  reply: Reply,
  context: TurnContext & { readonly request: TurnRequest; readonly result: TurnResult | undefined },
  // biome-ignore lint/suspicious/noConfusingVoidType: a hook that only looks returns nothing.
) => Reply | "release" | "deny" | void | Promise<Reply | "release" | "deny" | void>;

/**
 * Sees the record of an invocation once, when all that it posts and sends is over and its line is logged, also where it failed (`pending`,
 * `unsent`). A duplicate has a record of its own, `settled` or `yielded`. What this returns, throws or rejects with changes nothing, and
 * `handle` doesn't wait for it; a handler of `chime-lex-bridge/lambda` does for at most 2 s, because Lambda freezes what outlives its invocation.
 */
export type OnOutcome = (record: Readonly<Decision>) => unknown;

/** Who sent a message. */
export interface MessageSender {
  readonly arn: string;
  readonly name: string | undefined;
}

/**
 * Whether a sender is an agent, whose messages pause the bots (`handoff`), beside those that `handoff.agents` lists. Asked once for each message of a
 * person, so it should remember what it looked up.
 */
export type IsAgent = (sender: MessageSender, options: CallOptions) => boolean | Promise<boolean>;

/**
 * Told that people take over from now on: by which message, for what reason, and from which bot (absent where an agent wrote). The pause is
 * written, and the bot's text goes out meanwhile. After a crash it may be told again. One that fails is a warning in the record.
 */
export type OnHandoff = (
  handoff: CallOptions & { readonly message: ChannelMessage; readonly reason: PauseReason; readonly bot?: ChosenBot },
) => unknown;

/**
 * Functions of the embedding code that take part in a delivery. Each runs inside the delivery's time; one that throws, takes too
 * long or returns something else is HOOK_FAILED, named in the record.
 */
export interface Hooks {
  readonly onMessage?: OnMessage;
  readonly beforeTurn?: BeforeTurn;
  readonly afterReply?: AfterReply;
  /** Told how each delivery ended. */
  readonly onOutcome?: OnOutcome;
  readonly isAgent?: IsAgent;
  /** Told that a person was asked for, or took over. */
  readonly onHandoff?: OnHandoff;
  /** Runs each stage, for tracing: `tracerToSpan` makes one from an OpenTelemetry tracer. Without it nothing is loaded or wrapped. */
  readonly span?: Span;
  /**
   * Which of several bots a message is for if it neither targets nor mentions one: its place in `bots` or its AppInstanceBot ARN,
   * null for none, nothing for the first that is invoked.
   */
  readonly route?: (
    message: ChannelMessage,
    options: CallOptions,
  ) => number | string | null | undefined | Promise<number | string | null | undefined>;
  /** The locale in which the bot is asked, such as `de_DE`; nothing for its `localeId`. */
  readonly locale?: (context: TurnContext) => string | undefined | Promise<string | undefined>;
  /** Who shares a Lex conversation: everyone for whom this returns the same text. Nothing to follow the option `session`. */
  readonly session?: (context: TurnContext) => string | undefined | Promise<string | undefined>;
  /** More request attributes for this turn, over the configured ones. Names under `x-amz-lex:` and `CHIME.` are refused, but for `x-amz-lex:time-zone`, `accept-content-types` and `intent-switch`. */
  readonly requestAttributes?: (
    context: TurnContext,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Session attributes for this turn, over the configured ones, as far as `sendSessionAttributes` allows. */
  readonly sessionAttributes?: (
    context: TurnContext,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}
