import type { OutgoingMessage } from "../../../mappers/shapes/outgoing-message.ts";
import type { Answer, Claim, ClaimWrite, Placeholder } from "../../ports/claims.ts";
import type { AskedPause } from "../../ports/handoff.ts";

/**
 * One attempt at a delivery, as a pure machine: `begin` and `next` (`src/post/attempt/attempt.ts`) say what to do; the caller
 * does it and reports the result. The bridge runs it against stores and services; a test runs the very same functions through
 * every interleaving of several attempts with crashes and lost answers. The rules, and what goes wrong without each, are in
 * `docs/operations.md`.
 */
export interface Attempt {
  readonly by: string;
  /** When this attempt must stop waiting and asking: epoch milliseconds. */
  readonly guard: number;
  readonly rules: AttemptRules;
  readonly phase: Phase;
  /** What to post, once it is known. */
  readonly answer?: Answer;
  /** The holder whose claim is overdue. */
  readonly from?: string;
  /** Whether the record names this attempt among those that may have posted. */
  readonly isPoster: boolean;
  /** Whether a callback of this attempt may have been accepted without our knowledge. */
  readonly mayHavePosted: boolean;
  /** Whether the store failed for us: others may have posted unseen, so that the record proves nothing of a missing permission. */
  readonly doubtsStore?: true;
  /** In `reply`: whether the user's message was let through, by us or, as a refusal told, by another. It is never let through again. */
  readonly released: boolean;
  /** In `reply`: how many parts of the answer are known to be in the channel. */
  readonly sent: number;
  /** How the attempt ends once the claim is given up. */
  readonly ending?: Action;
  /** When the current record was first written, to tell old answers from young ones. */
  readonly since?: number;
  /** In a handoff: whether the write of our answer's pause was tried: done, or refused for what the record tells. */
  readonly hasPaused?: true;
  /** What was shown while the bot thought, until it is replaced. Without an id it may be in the channel or not. */
  readonly placeholder?: Placeholder;
  /** What is to be shown next, until it is announced and sent. */
  readonly due?: OutgoingMessage;
  /** Whether the edit was refused for good, and the channel is looked through for an earlier one. */
  readonly isGone?: true;
  /** Whether we sent it ourselves. */
  readonly hasShown?: true;
  /** Whether the channel was looked through for it, or it was replaced. */
  readonly hasListed?: true;
  /** Whether the answer is given up, and the placeholder is only to be emptied. */
  readonly isWithheld?: true;
  /** Whether the record says that all is over, and only our own placeholder is looked for. */
  readonly isSwept?: true;
  /** A write that failed before we posted. We try it once more afterwards, since other attempts read the record. */
  readonly owed?: ClaimWrite;
}

export interface AttemptRules {
  /** Whether all who work on a delivery see the record: only then does it show that nobody else can have posted. */
  readonly isDurable: boolean;
  /** Whether a turn whose fate is unknown is asked again, at the risk of a second one. */
  readonly asksAgain: boolean;
  /** Whether the user's message is let through first, and the bot then speaks for itself (`delivery` is `reply`). */
  readonly isReply: boolean;
  /** Words of the bot's own accord: there is no message to let through, and nothing is said that isn't remembered. */
  readonly isOwn?: true;
  /** How long the record lives; by default `CLAIM_LIFE_MS`. */
  readonly lifeMs?: number;
  /** Whether a person may take over, so that the pause is read before the bot is asked and before each thing it says. */
  readonly mayPause?: boolean;
}

type Phase =
  | "claiming"
  | "passing"
  | "releasing"
  | "keeping"
  | "looking"
  | "checking-turn"
  | "silencing"
  | "asking"
  | "glancing"
  | "announcing"
  | "showing"
  | "remembering"
  | "doubting"
  | "taking-over"
  | "reclaiming"
  | "registering"
  | "pausing"
  | "checking-words"
  | "withholding"
  | "withdrawing"
  | "posting"
  | "leaving"
  | "leaving-turned-away"
  | "noting"
  | "posting-release"
  | "leaving-released"
  | "abandoning"
  | "handing-back"
  | "listing"
  | "placing"
  | "replacing"
  | "sending"
  | "finishing"
  | "giving-up"
  | "over";

/** What to do next. `pause` is a moment's sleep before looking again. */
export type Action =
  | { readonly do: "write"; readonly write: ClaimWrite }
  | { readonly do: "read" }
  | { readonly do: "pause" }
  /** Read whether the channel is paused, and by whom; `isBrief` for what may be left out, so that no failure counts. */
  | { readonly do: "check"; readonly isBrief?: true }
  /** Write the pause of a turn that asked for a person. */
  | { readonly do: "pause-channel"; readonly pause: AskedPause }
  /** Make the answer of a bot that keeps quiet: the message is let through. */
  | { readonly do: "silence" }
  /** Ask Lex, inside the guard, and make its answer or its failure an answer. */
  | { readonly do: "ask" }
  /** Go on waiting for the bot that was asked. */
  | { readonly do: "await" }
  /** Send the placeholder; `isBrief` once, while the bot thinks, else until it is known to be in the channel. */
  | { readonly do: "place"; readonly message: OutgoingMessage; readonly isBrief?: true }
  /** Put the first part in the placeholder's place, or, without a part, nothing. */
  | {
      readonly do: "replace";
      readonly placeholder: Required<Placeholder>;
      readonly answer?: Answer;
      readonly part?: OutgoingMessage;
    }
  /** Make the answer for a turn that may or may not have been taken. */
  | { readonly do: "doubt" }
  | { readonly do: "post"; readonly answer: Answer }
  /** Post the callback that lets the user's message through, before the bot is asked. */
  | { readonly do: "post-release" }
  /** Look how many of the parts the channel already holds. */
  | {
      readonly do: "list";
      readonly answer?: Answer | undefined;
      readonly placeholder?: OutgoingMessage | undefined;
      readonly since: number;
    }
  | { readonly do: "send"; readonly answer: Answer; readonly part: number }
  /** Make the answer that needs no turn: the message is let through, or dropped. */
  | { readonly do: "release" }
  | { readonly do: "end"; readonly how: "posted" | "withheld" | "settled" | "settled-or-no-grant" }
  | { readonly do: "throw"; readonly why: UnfinishedWhy };

/**
 * Why an attempt ends without its end. `held`, `no-store` and `paused` are of the bot's own words: another attempt works on them until after our
 * time, the store can't be used, so that nothing may be said, or a person has taken over. `unchecked`: it can't tell whether a person has.
 */
export type UnfinishedWhy =
  | "held"
  | "no-grant"
  | "no-store"
  | "no-time"
  | "paused"
  | "turned-away"
  | "unchecked"
  | "unreachable"
  | "unsent";

/** The result. `now` is the time at which a record was read. */
export type Event =
  | { readonly type: "wrote"; readonly claim: Claim | undefined }
  | { readonly type: "refused" }
  /** The store could not be used, however often it was tried: the write may not have happened. */
  | { readonly type: "store-failed"; readonly now: number }
  | { readonly type: "read"; readonly claim: Claim | undefined; readonly now: number }
  | { readonly type: "paused" }
  /** Who paused the channel, if it is paused, and the place of the last write in the order of pauses and resumes. */
  | { readonly type: "checked"; readonly by: string | undefined; readonly at: number | undefined }
  /** Our pause was written. A refusal says that something is paused already, or that a later resume ended ours. */
  | { readonly type: "channel-paused" }
  | { readonly type: "answer"; readonly answer: Answer }
  /** The bot thinks for long: this is to be shown. */
  | { readonly type: "thinking"; readonly message: OutgoingMessage }
  /** The placeholder went out; without an id it may or may not be in the channel. */
  | { readonly type: "placed"; readonly id?: string | undefined }
  /** The placeholder is surely not in the channel by this try. */
  | { readonly type: "unplaced" }
  /** The placeholder can't be edited, and never will be. */
  | { readonly type: "gone" }
  /** In `reply`: the message was let through, and too little time is left for a turn. Nothing was asked. */
  | { readonly type: "no-time" }
  | { readonly type: "accepted" }
  /** Refused because another callback was certainly accepted: 409, or 400 "non-pending". */
  | { readonly type: "not-pending" }
  /** 403: settled, or no permission. `isDenied` if it has the wording of a missing permission, which is inferred. */
  | { readonly type: "forbidden"; readonly isDenied: boolean }
  /** Credentials, signature or clock were refused, even when signed anew: the callback was refused unread. */
  | { readonly type: "turned-away" }
  /** The callback failed and goes out again; `isAmbiguous` if it may have been accepted nevertheless. */
  | { readonly type: "again"; readonly isAmbiguous: boolean }
  | { readonly type: "unreachable" }
  /** How many parts the channel holds, counted from the first without a gap, and the id of the placeholder that still stands there. */
  | { readonly type: "listed"; readonly sent: number; readonly placeholder?: string | undefined };

export interface Move {
  readonly attempt: Attempt;
  readonly action: Action;
}

/** A holder's last write may still be under way when its time is over: others wait this much longer. */
export const GRACE_MS = 500;

/**
 * Holds a claim that was given back after the message had been let through: the next attempt takes it, and asks. A version that
 * doesn't know this name sees a holder whose time is over, so it reports the failure instead of asking.
 */
export const NOBODY = "nobody";
