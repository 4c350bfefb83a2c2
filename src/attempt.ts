import type { Answer, Claim, ClaimWrite } from "./claim.ts";

/**
 * One attempt at a delivery, as a pure machine: `begin` and `next` say what to do, the caller does it and tells what came of it.
 * The bridge runs it against stores and services; a test runs the very same functions through every interleaving of several
 * attempts with crashes and lost answers. The rules, and what goes wrong without each, are in `docs/operations.md`.
 */
export interface Attempt {
  readonly by: string;
  /** When this attempt must stop waiting and asking: epoch milliseconds. */
  readonly guard: number;
  readonly rules: AttemptRules;
  readonly phase: Phase;
  /** What is to be posted, once it is known. */
  readonly answer?: Answer;
  /** The holder whose claim is overdue. */
  readonly from?: string;
  /** Whether the record names this attempt among those that may have posted. */
  readonly isPoster: boolean;
  /** Whether a callback of this attempt may have been accepted without our knowing. */
  readonly mayHavePosted: boolean;
  /** What could not be written before posting, and is tried once more after it: others read the record. */
  readonly owed?: ClaimWrite;
}

export interface AttemptRules {
  /** Whether all who work on a delivery see the record: only then does it show that nobody else can have posted. */
  readonly isDurable: boolean;
  /** Whether a turn whose fate is unknown is asked again, at the risk of a second one. */
  readonly asksAgain: boolean;
}

type Phase =
  | "claiming"
  | "passing"
  | "releasing"
  | "keeping"
  | "looking"
  | "asking"
  | "remembering"
  | "doubting"
  | "taking-over"
  | "reclaiming"
  | "registering"
  | "posting"
  | "leaving"
  | "noting"
  | "giving-up"
  | "over";

/** What to do next. `pause` is a moment's sleep before looking again. */
export type Action =
  | { readonly do: "write"; readonly write: ClaimWrite }
  | { readonly do: "read" }
  | { readonly do: "pause" }
  /** Ask Lex, inside the guard, and make its answer or its failure an answer. */
  | { readonly do: "ask" }
  /** Make the answer for a turn of which nobody knows what became. */
  | { readonly do: "doubt" }
  | { readonly do: "post"; readonly answer: Answer }
  /** Make the answer that needs no turn: the message is let through, or dropped. */
  | { readonly do: "release" }
  | { readonly do: "end"; readonly how: "posted" | "settled" | "settled-or-no-grant" }
  | { readonly do: "throw"; readonly why: "no-grant" | "unreachable" };

/** What came of it. `now` is the time at which a record was read. */
export type Event =
  | { readonly type: "wrote"; readonly claim: Claim }
  | { readonly type: "refused" }
  /** The store could not be used, however often it was tried: the write may not have happened. */
  | { readonly type: "store-failed"; readonly now: number }
  | { readonly type: "read"; readonly claim: Claim | undefined; readonly now: number }
  | { readonly type: "paused" }
  | { readonly type: "answer"; readonly answer: Answer }
  | { readonly type: "accepted" }
  /** Refused because another callback was accepted, without a doubt: 409, or 400 "non-pending". */
  | { readonly type: "not-pending" }
  /** 403: settled, or no grant. */
  | { readonly type: "forbidden" }
  /** The callback failed and goes out again; `isAmbiguous` where it may have been accepted all the same. */
  | { readonly type: "again"; readonly isAmbiguous: boolean }
  | { readonly type: "unreachable" };

export interface Move {
  readonly attempt: Attempt;
  readonly action: Action;
}

/** A holder's own last write may still be on its way when its time is over: others wait this much longer. */
export const GRACE_MS = 500;

/** Begins an attempt at a delivery that takes a turn. */
export function begin(by: string, guard: number, rules: AttemptRules): Move {
  return claim({ by, guard, rules, phase: "claiming", isPoster: false, mayHavePosted: false });
}

/** Begins an attempt at a delivery that needs no turn, a message that is only let through or dropped, and remembers it. */
export function beginRelease(by: string, guard: number, rules: AttemptRules): Move {
  return release({ by, guard, rules, phase: "releasing", isPoster: false, mayHavePosted: false });
}

/** The same without remembering anything: no write, and a 403 tells nothing. */
export function beginUnclaimed(by: string, guard: number, rules: AttemptRules): Move {
  return release({ by, guard, rules, phase: "passing", isPoster: false, mayHavePosted: false });
}

/** What follows from what came of the last action. */
export function next(attempt: Attempt, event: Event): Move {
  switch (attempt.phase) {
    case "claiming":
      if (event.type === "wrote") return ask(attempt);
      return event.type === "refused" ? look(attempt) : giveUp(attempt);
    case "passing":
      return event.type === "answer" ? post(attempt, event.answer, false) : impossible(attempt, event);
    case "releasing":
      return event.type === "answer" ? keep(attempt, event.answer) : impossible(attempt, event);
    case "looking":
      if (event.type === "read") return looked(attempt, event.claim, event.now);
      if (event.type === "store-failed") return lookLater(attempt, event.now);
      return look(attempt);
    case "asking":
      return event.type === "answer" ? remember(attempt, event.answer) : impossible(attempt, event);
    case "doubting":
      return event.type === "answer" ? takeOver(attempt, event.answer) : impossible(attempt, event);
    case "reclaiming":
      if (event.type === "wrote") return ask(attempt);
      return event.type === "refused" ? look(attempt) : giveUp(attempt);
    case "keeping":
    case "remembering":
    case "taking-over":
      // Refused: another attempt remembered something else meanwhile, and what is stored is what is posted.
      if (event.type === "wrote") return post(attempt, attempt.answer, true);
      return event.type === "refused" ? look(attempt) : postOwing(attempt);
    case "registering":
      if (event.type === "wrote") return post(attempt, attempt.answer, true);
      return event.type === "store-failed" ? registerLater(attempt, event.now) : look(attempt);
    case "posting":
      return posted(attempt, event);
    case "leaving":
      return left(attempt, event);
    case "noting":
      return over(attempt, { do: "end", how: "posted" });
    case "giving-up":
      if (event.type !== "answer") return impossible(attempt, event);
      return post(owing(attempt, { kind: "keep", by: attempt.by, answer: event.answer }), event.answer, false);
    case "over":
      return impossible(attempt, event);
  }
}

function claim(attempt: Attempt): Move {
  const { by, guard } = attempt;
  return {
    attempt: { ...attempt, phase: "claiming" },
    action: { do: "write", write: { kind: "claim", by, until: guard } },
  };
}

function ask(attempt: Attempt): Move {
  return { attempt: { ...attempt, phase: "asking" }, action: { do: "ask" } };
}

function look(attempt: Attempt): Move {
  return { attempt: { ...attempt, phase: "looking", isPoster: false }, action: { do: "read" } };
}

/** What the record says decides, whatever we meant to do. */
function looked(attempt: Attempt, record: Claim | undefined, now: number): Move {
  const { by, guard, rules } = attempt;
  if (!record) return attempt.answer ? keep(attempt, attempt.answer) : claim(attempt);
  if (record.state === "remembered") {
    if (record.posters.includes(by)) return post(attempt, record.answer, true);
    const registering: Attempt = { ...attempt, phase: "registering", answer: record.answer };
    return { attempt: registering, action: { do: "write", write: { kind: "register", by } } };
  }
  // Our own claim, whose acknowledgement was lost on the way.
  if (record.by === by) return attempt.answer ? remember(attempt, attempt.answer) : ask(attempt);
  const isOverdue = now > record.until + GRACE_MS;
  const isOurTimeOver = now >= guard;
  if (!isOverdue && !isOurTimeOver) return { attempt, action: { do: "pause" } };
  const from = record.by;
  if (rules.asksAgain && !isOurTimeOver) {
    return {
      attempt: { ...attempt, phase: "reclaiming", from },
      action: { do: "write", write: { kind: "reclaim", by, from, until: guard } },
    };
  }
  return { attempt: { ...attempt, phase: "doubting", from }, action: { do: "doubt" } };
}

/** Remembered before it is posted: what is posted and what a redelivery would post must be the same. */
function remember(attempt: Attempt, answer: Answer): Move {
  const { by } = attempt;
  return {
    attempt: { ...attempt, phase: "remembering", answer },
    action: { do: "write", write: { kind: "remember", by, answer } },
  };
}

function takeOver(attempt: Attempt, answer: Answer): Move {
  const { by, from = "" } = attempt;
  return {
    attempt: { ...attempt, phase: "taking-over", answer },
    action: { do: "write", write: { kind: "take-over", by, from, answer } },
  };
}

function post(attempt: Attempt, answer: Answer | undefined, isPoster: boolean): Move {
  if (!answer) throw new Error("There is nothing to post.");
  return { attempt: { ...attempt, phase: "posting", answer, isPoster }, action: { do: "post", answer } };
}

function posted(attempt: Attempt, event: Event): Move {
  switch (event.type) {
    case "accepted":
      if (!attempt.owed) return over(attempt, { do: "end", how: "posted" });
      return { attempt: { ...attempt, phase: "noting" }, action: { do: "write", write: attempt.owed } };
    case "not-pending":
      return over(attempt, { do: "end", how: "settled" });
    case "again":
      return post(
        { ...attempt, mayHavePosted: attempt.mayHavePosted || event.isAmbiguous },
        attempt.answer,
        attempt.isPoster,
      );
    case "unreachable":
      return over(attempt, { do: "throw", why: "unreachable" });
    case "forbidden":
      // Our own earlier try may have been the one that was accepted; then nothing speaks of a missing grant.
      if (attempt.mayHavePosted) return over(attempt, { do: "end", how: "settled" });
      if (!attempt.isPoster) return over(attempt, { do: "end", how: "settled-or-no-grant" });
      return {
        attempt: { ...attempt, phase: "leaving" },
        action: { do: "write", write: { kind: "leave", by: attempt.by } },
      };
    default:
      return impossible(attempt, event);
  }
}

/** Refused for sure, so it was not us: if nobody is left who may have posted, nobody has, and the grant is missing. */
function left(attempt: Attempt, event: Event): Move {
  const others = event.type === "wrote" && event.claim.state === "remembered" ? event.claim.posters.length : undefined;
  if (others === undefined) return over(attempt, { do: "end", how: "settled-or-no-grant" });
  if (others > 0) return over(attempt, { do: "end", how: "settled" });
  // A record that other processes don't see can't speak for them.
  if (!attempt.rules.isDurable) return over(attempt, { do: "end", how: "settled-or-no-grant" });
  return over(attempt, { do: "throw", why: "no-grant" });
}

function keep(attempt: Attempt, answer: Answer): Move {
  const { by } = attempt;
  return {
    attempt: { ...attempt, phase: "keeping", answer },
    action: { do: "write", write: { kind: "keep", by, answer } },
  };
}

function release(attempt: Attempt): Move {
  return { attempt, action: { do: "release" } };
}

/** Another's claim or answer was there a moment ago: as long as there is time, it is better to look again than to cut in. */
function lookLater(attempt: Attempt, now: number): Move {
  return now < attempt.guard ? { attempt: { ...attempt, phase: "looking" }, action: { do: "pause" } } : giveUp(attempt);
}

function registerLater(attempt: Attempt, now: number): Move {
  if (now < attempt.guard) return { attempt: { ...attempt, phase: "looking" }, action: { do: "pause" } };
  return post(owing(attempt, { kind: "register", by: attempt.by }), attempt.answer, false);
}

/** The store is gone with an answer at hand: it goes out all the same, since a frozen channel would be worse. */
function postOwing(attempt: Attempt): Move {
  const { by, phase, answer, from = "" } = attempt;
  if (!answer) throw new Error("There is nothing to post.");
  const owed: ClaimWrite =
    phase === "keeping"
      ? { kind: "keep", by, answer }
      : phase === "remembering"
        ? { kind: "remember", by, answer }
        : { kind: "take-over", by, from, answer };
  return post(owing(attempt, owed), answer, false);
}

function owing(attempt: Attempt, owed: ClaimWrite): Attempt {
  return { ...attempt, owed };
}

/** Nothing is claimed and nothing known, and the store can't be asked: better unchanged than frozen. */
function giveUp(attempt: Attempt): Move {
  return release({ ...attempt, phase: "giving-up" });
}

function over(attempt: Attempt, action: Action): Move {
  return { attempt: { ...attempt, phase: "over" }, action };
}

function impossible({ phase }: Attempt, { type }: Event): never {
  throw new Error(`An attempt that is ${phase} can't be told ${type}.`);
}
