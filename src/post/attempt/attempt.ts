import { giveUp, left, looked, lookLater, posted, postOwing, registerLater } from "./claiming.ts";
import {
  claim,
  handBack,
  impossible,
  keep,
  look,
  NO_TIME,
  over,
  owing,
  post,
  release,
  remember,
  TURNED_AWAY,
  takeOver,
} from "./moves.ts";
import { turnChecked } from "./pausing.ts";
import { inherit } from "./placed.ts";
import { announced, glanced, placeholderSent, thought } from "./placing.ts";
import { placedAgain, replaced } from "./replacing.ts";
import { channelPaused, wordsChecked } from "./saying.ts";
import {
  abandoned,
  begun,
  leftReleased,
  listed,
  partSent,
  releasePosted,
  sendFrom,
  sinceOf,
  speak,
} from "./speaking.ts";
import type { Attempt, AttemptRules, Event, Move } from "./state.ts";

/** Begins an attempt at a delivery that takes a turn. */
export function begin(by: string, guard: number, rules: AttemptRules): Move {
  return claim({ by, guard, rules, phase: "claiming", ...NOTHING_YET });
}

/** Begins an attempt at a delivery that needs no turn, a message that is only let through or dropped, and remembers it. */
export function beginRelease(by: string, guard: number, rules: AttemptRules): Move {
  return release({ by, guard, rules, phase: "releasing", ...NOTHING_YET });
}

/** The same without remembering anything: no write, and a 403 proves nothing. */
export function beginUnclaimed(by: string, guard: number, rules: AttemptRules): Move {
  return release({ by, guard, rules, phase: "passing", ...NOTHING_YET });
}

/** Begins an attempt at words of the bot's own accord: with nothing to let through, as if that had been done. */
export function beginOwn(by: string, guard: number, rules: AttemptRules): Move {
  return claim({ by, guard, rules: { ...rules, isOwn: true }, phase: "claiming", ...NOTHING_YET, released: true });
}

const NOTHING_YET = { isPoster: false, mayHavePosted: false, released: false, sent: 0 } as const;

/** What to do next, given the result of the last action. */
export function next(before: Attempt, event: Event): Move {
  const attempt: Attempt = event.type === "store-failed" ? { ...before, doubtsStore: true } : before;
  switch (attempt.phase) {
    case "claiming":
    case "reclaiming":
      if (event.type === "wrote")
        return begun(inherit({ ...attempt, isPoster: true, ...sinceOf(event.claim) }, event.claim));
      return event.type === "refused" ? look(attempt) : giveUp(attempt);
    case "passing":
      return event.type === "answer" ? post(attempt, event.answer, false) : impossible(attempt, event);
    case "releasing":
      return event.type === "answer" ? keep(attempt, event.answer) : impossible(attempt, event);
    case "looking":
      if (event.type === "read") return looked(attempt, event.claim, event.now);
      if (event.type === "store-failed") return lookLater(attempt, event.now);
      return look(attempt);
    case "checking-turn":
      return turnChecked(attempt, event);
    case "silencing":
      return event.type === "answer" ? remember(attempt, event.answer) : impossible(attempt, event);
    case "asking":
      if (event.type === "no-time") return handBack(attempt);
      if (event.type === "thinking") return thought(attempt, event.message);
      return event.type === "answer" ? remember(attempt, event.answer) : impossible(attempt, event);
    case "glancing":
      return glanced(attempt, event);
    case "announcing":
      return announced(attempt, event);
    case "showing":
      return placeholderSent(attempt, event);
    case "doubting":
      return event.type === "answer" ? takeOver(attempt, event.answer) : impossible(attempt, event);
    case "remembering":
      // No other attempt can have sent what only we knew.
      if (event.type === "wrote" && attempt.answer?.parts && attempt.released) return sendFrom(attempt, 0);
      return known(attempt, event);
    case "keeping":
    case "taking-over":
      return known(attempt, event);
    case "registering":
      if (event.type === "wrote") return speak({ ...attempt, isPoster: true });
      return event.type === "store-failed" ? registerLater(attempt, event.now) : look(attempt);
    case "pausing":
      return channelPaused(attempt, event);
    case "checking-words":
      return wordsChecked(attempt, event);
    case "withholding":
      return event.type === "answer" ? post(attempt, event.answer, attempt.isPoster) : impossible(attempt, event);
    case "withdrawing":
      return over(attempt, { do: "end", how: "withheld" });
    case "posting":
      return posted(attempt, event);
    case "leaving":
      return left(attempt, event);
    case "noting":
      return over(attempt, { do: "end", how: "posted" });
    case "giving-up":
      if (event.type !== "answer") return impossible(attempt, event);
      return post(owing(attempt, { kind: "keep", by: attempt.by, answer: event.answer }), event.answer, false);
    case "posting-release":
      return releasePosted(attempt, event);
    case "leaving-released":
      return leftReleased(attempt, event);
    case "abandoning":
      return abandoned(attempt, event);
    case "handing-back":
      return over(attempt, attempt.ending ?? NO_TIME);
    case "leaving-turned-away":
      return over(attempt, TURNED_AWAY);
    case "listing":
      return listed(attempt, event);
    case "placing":
      return placedAgain(attempt, event);
    case "replacing":
      return replaced(attempt, event);
    case "sending":
      return partSent(attempt, event);
    case "finishing":
      return over(attempt, { do: "end", how: "posted" });
    case "over":
      return impossible(attempt, event);
  }
}

/**
 * After the write that makes an answer known. If refused, another attempt remembered something else, and what is stored goes out.
 */
function known(attempt: Attempt, event: Event): Move {
  if (event.type === "wrote") return speak(inherit({ ...attempt, isPoster: true }, event.claim));
  return event.type === "refused" ? look(attempt) : postOwing(attempt);
}
