import {
  ask,
  claim,
  giveUp,
  impossible,
  keep,
  left,
  look,
  looked,
  lookLater,
  over,
  owing,
  post,
  posted,
  postOwing,
  registerLater,
  release,
  remember,
  takeOver,
} from "./attempt-moves.ts";
import type { Attempt, AttemptRules, Event, Move } from "./attempt-state.ts";

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
