import type { Answer } from "../../ports/claims.ts";
import type { AskedPause } from "../../ports/handoff.ts";
import { impossible, NO_STORE, over, PAUSED, post } from "./moves.ts";
import { conclude } from "./placed.ts";
import { settlePlaceholder, withdraw } from "./placing.ts";
import type { Attempt, Event, Move } from "./state.ts";

/*
 * Between a known answer and the bot's words: the pause that the answer asks for is written first, and the channel's pause is read
 * before the callback and before each part. Its own pause silences no answer, because its text tells people that somebody comes.
 */

/** Posts the callback or sends the next part, unless a person has taken over. */
export function sayNext(attempt: Attempt): Move {
  const { answer, rules, hasPaused } = attempt;
  if (!answer) throw new Error("There is nothing to say.");
  if (!rules.mayPause) return utter(attempt, answer);
  // Also where nothing is said: the person was asked for all the same.
  if (answer.pause && !hasPaused) return pauseFirst(attempt, answer.pause);
  return isMute(answer) ? utter(attempt, answer) : check(attempt);
}

/** After the write of our pause. Refused, it may be our own, another's, or one that a later resume ended: the record tells. */
export function channelPaused(attempt: Attempt, event: Event): Move {
  const paused: Attempt = { ...attempt, hasPaused: true };
  if (event.type === "channel-paused") return utter(paused, answerOf(attempt));
  if (event.type === "refused") return check(paused);
  return event.type === "store-failed" ? withhold(attempt, event) : impossible(attempt, event);
}

export function wordsChecked(attempt: Attempt, event: Event): Move {
  if (event.type === "store-failed") return withhold(attempt, event);
  if (event.type !== "checked") return impossible(attempt, event);
  const answer = answerOf(attempt);
  const { pause } = answer;
  if (event.by !== undefined) return event.by === pause?.by ? utter(attempt, answer) : withhold(attempt, event);
  // What refused our pause has ended by itself since: nothing is paused, and nobody has resumed after us.
  if (pause && (event.at ?? 0) < pause.at) return pauseFirst(attempt, pause);
  return utter(attempt, answer);
}

function pauseFirst(attempt: Attempt, pause: AskedPause): Move {
  return { attempt: { ...attempt, phase: "pausing" }, action: { do: "pause-channel", pause } };
}

function check(attempt: Attempt): Move {
  return { attempt: { ...attempt, phase: "checking-words" }, action: { do: "check" } };
}

function utter(attempt: Attempt, answer: Answer): Move {
  const { sent, isPoster, placeholder } = attempt;
  if (!answer.parts) return post(attempt, answer, isPoster);
  if (sent >= answer.parts.length) return conclude(attempt);
  if (sent === 0 && placeholder) return settlePlaceholder(attempt, placeholder);
  return { attempt: { ...attempt, phase: "sending" }, action: { do: "send", answer, part: sent } };
}

/**
 * A person has taken over, or nobody can tell. In `replace` the message is let through as it came. In `reply` it is through already: what is left of
 * the answer is given up for good, or, where nobody can tell, left to the next attempt. Words of the bot's own accord of which nothing is said
 * yet are left to the next call too.
 */
function withhold(attempt: Attempt, { type }: Event): Move {
  const { rules, sent } = attempt;
  if (!answerOf(attempt).parts) return { attempt: { ...attempt, phase: "withholding" }, action: { do: "silence" } };
  if (rules.isOwn && type === "store-failed") return over(attempt, NO_STORE);
  if (rules.isOwn && sent === 0) return over(attempt, PAUSED);
  if (type === "store-failed") return over(attempt, { do: "throw", why: "unchecked" });
  return withdraw(attempt);
}

/** Whether an answer holds none of the bot's words. */
function isMute({ parts, outcome }: Answer): boolean {
  return parts ? parts.length === 0 : outcome !== "replied" && outcome !== "errored";
}

function answerOf({ answer }: Attempt): Answer {
  if (!answer) throw new Error("There is nothing to say.");
  return answer;
}
