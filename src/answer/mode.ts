import type { Verdict } from "../../mappers/gate/gate.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import type { FailureAnswer } from "../../mappers/turn/failure-to-reply.ts";
import type { Settings } from "../config/settings.ts";
import type { Gate } from "../gate/gate.ts";
import type { Answer } from "../ports/claims.ts";
import type { Watched } from "../ports/handoff.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import type { Welcoming } from "../turn/first-welcome.ts";
import type { Question } from "../turn/question.ts";

/**
 * A delivery mode: the order in which a message is let through and answered, and what goes out for an answer. One file each; the
 * bridge chooses by the option `delivery`.
 */
export interface Mode {
  /** Whether the user's message is let through before the bot is asked: the callback then carries no reply, and parts follow it. */
  readonly isReleasedFirst: boolean;
  /**
   * How the answers of this delivery are made, or nothing where the message is released without any; in `replace` when nobody of its
   * conversation is before it. May throw.
   */
  answers(arrived: Arrived): Promise<Planned | undefined>;
}

/** Makes a mode of what lives as long as the bridge. */
export type CreateMode = (settings: Settings, functions: Ports & Hooks & Welcoming, gate: Gate) => Mode;

/** A message that was read and moderated, with the gate's first verdict. */
export interface Arrived {
  readonly message: ChannelMessage;
  readonly delivery: Delivery;
  readonly first: Verdict;
}

/** A delivery that is to be claimed. */
export interface Planned {
  readonly answers: Answers;
  /** When a turn must be over, whenever it begins, as the claim says: epoch milliseconds. */
  readonly guard: number;
}

/** How the answers of a delivery are made. */
export interface Answers {
  /** One Lex turn, mapped; its failure is an answer too. `no-time` where too little is left for a turn, and nothing was asked. */
  ask(show?: ShowSigns): Promise<Answer | "no-time">;
  /** For a turn that may or may not have been taken: the attempt that asked Lex died. */
  doubt(): Promise<Answer>;
  /** Where no turn is needed, or nothing could be claimed for one. */
  release(): Promise<Answer>;
  /** Where a person may take over: the bot keeps quiet, and the message is let through. */
  silence(): Promise<Answer>;
  /** A part as it takes its placeholder's place: with the attributes that the callback of the edit is to set, or without. */
  toEdited?(part: OutgoingMessage): OutgoingMessage;
  /** What is paused when a person takes over, where that is configured. */
  readonly watched?: Watched;
  /** Called once there is an answer, whichever attempt made it: nothing needs to wait for this delivery any more. */
  leave?(): void;
}

/** What people are shown while the bot thinks. */
export interface Signs {
  readonly typing?: DueSign;
  /** Edited into the answer later. */
  readonly placeholder?: DueSign;
}

/** A message that shows that the bot is at work, and when it is due: epoch milliseconds. */
export interface DueSign {
  readonly at: number;
  readonly message: OutgoingMessage;
}

/** Told once it is known who answers whom: what is shown if the answer takes long. */
export type ShowSigns = (signs: Signs) => void;

/** What this mode sends for a reply, with its outcome, losses and sizes. */
export type ReplyToAnswer = (reply: FailureAnswer, question: Question, facts: FailureFacts) => Promise<Answer>;

/** How the question's failures are answered, where the reply itself can't be posted. */
export interface FailureFacts {
  readonly localeId: string;
  readonly sessionId: string;
}
