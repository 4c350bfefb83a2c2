import { ask, handBack, impossible, NO_STORE, PAUSED } from "./moves.ts";
import type { Attempt, Event, Move } from "./state.ts";

/*
 * What a person who takes over changes: where that is configured, the pause is read once the claim is ours, before the bot is asked.
 * A store that can't tell counts as a pause. Words of the bot's own accord aren't given up: whoever asked for them may ask again.
 */

export function askUnlessPaused(attempt: Attempt): Move {
  return attempt.rules.mayPause
    ? { attempt: { ...attempt, phase: "checking-turn" }, action: { do: "check" } }
    : ask(attempt);
}

export function turnChecked(attempt: Attempt, event: Event): Move {
  if (event.type !== "checked" && event.type !== "store-failed") return impossible(attempt, event);
  if (event.type === "checked" && event.by === undefined) return ask(attempt);
  if (attempt.rules.isOwn) return handBack(attempt, event.type === "checked" ? PAUSED : NO_STORE);
  // Remembered like every answer: a redelivery that comes after the pause must not ask what people have dealt with.
  return { attempt: { ...attempt, phase: "silencing" }, action: { do: "silence" } };
}
