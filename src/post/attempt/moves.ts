import type { Answer, ClaimWrite } from "../../ports/claims.ts";
import { type Action, type Attempt, type Event, type Move, NOBODY } from "./state.ts";

export function claim(attempt: Attempt): Move {
  const { by, guard, rules } = attempt;
  return {
    attempt: { ...attempt, phase: "claiming" },
    action: { do: "write", write: { kind: "claim", by, until: guard, ...lifeOf(rules) } },
  };
}

function lifeOf({ lifeMs }: Attempt["rules"]): { lifeMs?: number } {
  return lifeMs === undefined ? {} : { lifeMs };
}

export function ask(attempt: Attempt): Move {
  return { attempt: { ...attempt, phase: "asking" }, action: { do: "ask" } };
}

export function look(attempt: Attempt): Move {
  return { attempt: { ...attempt, phase: "looking", isPoster: false }, action: { do: "read" } };
}

/** Remembered before it is posted: what is posted and what a redelivery would post must be the same. */
export function remember(attempt: Attempt, answer: Answer): Move {
  return {
    attempt: { ...attempt, phase: "remembering", answer },
    action: { do: "write", write: toRemember(attempt, answer) },
  };
}

export function toRemember({ by, released, placeholder }: Attempt, answer: Answer): ClaimWrite {
  return { kind: "remember", by, answer, released, ...(placeholder ? { placeholder } : {}) };
}

export function takeOver(attempt: Attempt, answer: Answer): Move {
  const { by, from = "" } = attempt;
  return {
    attempt: { ...attempt, phase: "taking-over", answer },
    action: { do: "write", write: { kind: "take-over", by, from, answer, released: attempt.released } },
  };
}

export function keep(attempt: Attempt, answer: Answer): Move {
  const { by, rules } = attempt;
  return {
    attempt: { ...attempt, phase: "keeping", answer },
    action: { do: "write", write: { kind: "keep", by, answer, ...lifeOf(rules) } },
  };
}

export function release(attempt: Attempt): Move {
  return { attempt, action: { do: "release" } };
}

export function post(attempt: Attempt, answer: Answer | undefined, isPoster: boolean): Move {
  if (!answer) throw new Error("There is nothing to post.");
  return { attempt: { ...attempt, phase: "posting", answer, isPoster }, action: { do: "post", answer } };
}

export function over(attempt: Attempt, action: Action): Move {
  return { attempt: { ...attempt, phase: "over" }, action };
}

export const TURNED_AWAY = { do: "throw", why: "turned-away" } as const;

export const NO_TIME = { do: "throw", why: "no-time" } as const;

/** Of the bot's own words: another attempt may still say them. */
export const HELD = { do: "throw", why: "held" } as const;

/** Of the bot's own words: what can't be claimed or remembered isn't said. Whoever asked for it asks again, with the same token. */
export const NO_STORE = { do: "throw", why: "no-store" } as const;

/** Of the bot's own words: a person has taken over. */
export const PAUSED = { do: "throw", why: "paused" } as const;

/**
 * Nothing was asked. Where a message was let through, the record must keep saying so, or the next attempt would read Chime's 403
 * to its release as a missing permission.
 */
export function handBack(attempt: Attempt, ending: Action = NO_TIME): Move {
  return {
    attempt: { ...attempt, phase: "handing-back", ending },
    action: { do: "write", write: { kind: "reclaim", by: NOBODY, from: attempt.by, until: 0 } },
  };
}

/** Our callback was refused unread: unless an earlier try may have been accepted, we must not count among the posters. */
export function leaveTurnedAway(attempt: Attempt): Move {
  if (attempt.mayHavePosted || !attempt.isPoster) return over(attempt, TURNED_AWAY);
  const { by } = attempt;
  return {
    attempt: { ...attempt, phase: "leaving-turned-away" },
    action: { do: "write", write: { kind: "leave", by } },
  };
}

/** If the record can't tell what a 403 means, its wording decides. */
export function unprovenEnding({ isDenied }: Extract<Event, { type: "forbidden" }>): Action {
  return isDenied ? { do: "throw", why: "no-grant" } : { do: "end", how: "settled-or-no-grant" };
}

export function owing(attempt: Attempt, owed: ClaimWrite): Attempt {
  return { ...attempt, owed };
}

export function impossible({ phase }: Attempt, { type }: Event): never {
  throw new Error(`An attempt that is ${phase} can't be told ${type}.`);
}
