import type { OutgoingMessage } from "../../../mappers/shapes/outgoing-message.ts";
import type { Placeholder } from "../../ports/claims.ts";
import { impossible, over } from "./moves.ts";
import type { Attempt, Event, Move } from "./state.ts";

/*
 * A placeholder: what is shown while the bot thinks, and is replaced by its answer. It is announced in the record before it is sent, so that
 * whoever takes over replaces it; and it has a token of its own, so that the first part can still be sent where it can't be edited.
 */

/** The bot thinks for long. What an earlier attempt showed is enough. */
export function thought(attempt: Attempt, message: OutgoingMessage): Move {
  if (attempt.placeholder) return awaitTurn(attempt);
  const due: Attempt = { ...attempt, due: message };
  return attempt.rules.mayPause
    ? { attempt: { ...due, phase: "glancing" }, action: { do: "check", isBrief: true } }
    : announce(due, message);
}

export function glanced(attempt: Attempt, event: Event): Move {
  if (event.type !== "checked" && event.type !== "store-failed") return impossible(attempt, event);
  const isFree = event.type === "checked" && event.by === undefined;
  return isFree && attempt.due ? announce(attempt, attempt.due) : awaitTurn(attempt);
}

function announce(attempt: Attempt, message: OutgoingMessage): Move {
  const { by } = attempt;
  return {
    attempt: { ...attempt, phase: "announcing" },
    action: { do: "write", write: { kind: "announce", by, message } },
  };
}

/** Refused, another attempt has taken over. What can't be announced isn't shown. */
export function announced(attempt: Attempt, event: Event): Move {
  const { due } = attempt;
  if (event.type !== "wrote" || !due) return awaitTurn(attempt);
  return { attempt: { ...attempt, phase: "showing" }, action: { do: "place", message: due, isBrief: true } };
}

export function placeholderSent(attempt: Attempt, event: Event): Move {
  const { due } = attempt;
  if (event.type === "unplaced") return awaitTurn(attempt);
  if (event.type !== "placed" || !due) return impossible(attempt, event);
  return awaitTurn({ ...attempt, placeholder: toPlaceholder(due, event.id), hasShown: true });
}

function awaitTurn({ due: _, ...attempt }: Attempt): Move {
  return { attempt: { ...attempt, phase: "asking" }, action: { do: "await" } };
}

function toPlaceholder(message: OutgoingMessage, id: string | undefined): Placeholder {
  return id === undefined ? { message } : { message, id };
}

/** Puts the answer in the placeholder's place. Where it is unknown whether it stands, its own token keeps a late one from coming after us. */
export function settlePlaceholder(attempt: Attempt, { message, id }: Placeholder): Move {
  const { answer, hasListed } = attempt;
  if (id === undefined && !hasListed) return listFor(attempt, message);
  if (id === undefined) return { attempt: { ...attempt, phase: "placing" }, action: { do: "place", message } };
  return replace(attempt, { message, id }, answer?.parts?.[0]);
}

function replace(attempt: Attempt, placeholder: Required<Placeholder>, part: OutgoingMessage | undefined): Move {
  const { answer } = attempt;
  return {
    attempt: { ...attempt, phase: "replacing" },
    action: { do: "replace", placeholder, ...(answer ? { answer } : {}), ...(part ? { part } : {}) },
  };
}

/** Looks for what was announced. */
export function listFor(attempt: Attempt, placeholder: OutgoingMessage): Move {
  const { answer, since } = attempt;
  return { attempt: { ...attempt, phase: "listing" }, action: { do: "list", answer, placeholder, since: since ?? 0 } };
}

/** Looks whether an edit that is refused now was accepted before. */
export function listAgain(attempt: Attempt, { message }: Placeholder): Move {
  return listFor({ ...attempt, isGone: true }, message);
}

/**
 * A person has taken over: nothing is said any more, and a placeholder is emptied where it stands. None is sent for that. Who has company looks
 * once more before: another attempt may have replaced it.
 */
export function withdraw({ hasListed, ...attempt }: Attempt): Move {
  const { placeholder } = attempt;
  const known = hasListed && placeholder ? { ...attempt, placeholder: { message: placeholder.message } } : attempt;
  return empty({ ...known, isWithheld: true });
}

/** Empties the placeholder, if it stands, and ends. */
export function empty(attempt: Attempt): Move {
  const { by, placeholder, hasListed, isSwept } = attempt;
  if (placeholder?.id !== undefined) return replace(attempt, { ...placeholder, id: placeholder.id }, undefined);
  if (placeholder && !hasListed) return listFor(attempt, placeholder.message);
  if (isSwept) return over(attempt, { do: "end", how: "settled" });
  return { attempt: { ...attempt, phase: "withdrawing" }, action: { do: "write", write: { kind: "finish", by } } };
}
