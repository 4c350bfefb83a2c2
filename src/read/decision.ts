import type { GateStep } from "../../mappers/gate/gate.ts";
import type { LexMessage } from "../../mappers/shapes/lex-message.ts";
import type { Loss } from "../../mappers/shapes/reply.ts";
import type { ErrorCode } from "../errors/bridge-error.ts";
import type { Named } from "../errors/sentence.ts";

/** How a delivery ended here. */
export type Outcome =
  /** The bot's reply went out. */
  | "replied"
  /** A failure reply went out. */
  | "errored"
  /** The message was let through unchanged. */
  | "released"
  /** The message was dropped. */
  | "denied"
  /** Its callback had been accepted before. */
  | "settled"
  /** Another attempt holds it. */
  | "yielded"
  /** The bridge failed: released, or thrown. */
  | "failed";

/** What can decide a delivery: a gate step, or a step before or after the gate. */
export type DecidingStep =
  | GateStep
  | "onMessage"
  /** Another bot's raw reply on its way through. */
  | "nativeReply"
  /** In `reply`: whether the bot may see the message, and therefore answer it. */
  | "lookup"
  /** Whether a person has taken over. */
  | "paused"
  | "reset"
  | "sharedSlot"
  | "beforeTurn"
  | "afterReply";

/**
 * What asked for a person: a message of an agent, the intent or the session attribute of a turn, a phrase of the user, or a call of the
 * embedding code.
 */
export type PauseReason = "agent" | "intent" | "attribute" | "phrase" | "call";

/** What people may be shown while the bot thinks. */
export type SignOfLife = "typing" | "placeholder";

/** One step on the way to the verdict: what it would stop, whether the message passed, and what it saw. */
export interface DecisionStep {
  readonly step: DecidingStep;
  readonly pass: boolean;
  readonly because: string;
}

/** What the record says of an error: never message text. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly fault: string;
  readonly fix: string;
  readonly detail?: string;
  /** What the service's own sentence names in known forms, and the id of the request. */
  readonly named?: Named;
}

/**
 * The record of one delivery: what was decided, why, how long it took and what got lost. It is what `bridge.handle` resolves
 * to and what the handler logs as one line. Times are milliseconds, sizes UTF-8 bytes. It holds no message text unless
 * `logContent` is on, and then only under `content`.
 */
export interface Decision {
  outcome: Outcome;
  readonly messageId: string;
  readonly channelArn: string;
  readonly callbackId: string;
  requestId?: string;
  verdict?: { kind: "turn" } | { kind: "release" | "deny"; reason: DecidingStep };
  trace: readonly DecisionStep[];
  /** Which bot the message was for: its place in the configuration, and who it is. */
  bot?: { index: number; botId: string; appInstanceBotArn?: string };
  /** Without the sub-channel's id, which a sender writes: `*` stands for it, unless `logContent` is on. */
  sessionId?: string;
  intent?: { name: string | undefined; state: string | undefined };
  timings: {
    /** From the event until the user's own message was let through, in `reply`. */
    released?: number;
    lookup?: number;
    session?: number;
    turn?: number;
    claims?: number;
    post?: number;
    send?: number;
    total: number;
    left?: number;
  };
  /** In `reply` the largest of its messages. */
  sizes: { content?: number; contentBefore?: number; metadata?: number; attributes?: number };
  /** A message attribute that a sender named has no name here, unless `logContent` is on. */
  losses: readonly Loss[];
  retries: { turn: number; callback: number; claims: number; send: number };
  /** In `reply`: how many of the reply's messages are in the channel. */
  sent?: { parts: number; of: number };
  /**
   * The pause that this delivery met, or wrote (`made`): why and since when, in epoch milliseconds. `behind` counts the messages of the bot that were
   * on their way when it was written, and may have come after it.
   */
  pause?: { reason: PauseReason; since: number; made?: true; behind?: number };
  /** In `reply`: what people were shown while the bot thought. */
  signs?: readonly SignOfLife[];
  error?: ErrorRecord;
  /** No callback went through: the invocation fails, and the message may stay pending until a retry gets through. */
  pending?: true;
  /** In `reply`: the user's message was let through, but not all that the bot says was sent. The invocation fails, and a retry sends the rest. */
  unsent?: true;
  warnings: string[];
  /** Only with `logContent`: what was asked, what the bot said, and what services said of calls that failed. */
  content?: { text?: string; messages?: readonly LexMessage[]; sentences?: readonly string[] };
}
