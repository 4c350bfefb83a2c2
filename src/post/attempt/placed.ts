import type { Claim } from "../../ports/claims.ts";
import { over } from "./moves.ts";
import { listFor, settlePlaceholder } from "./placing.ts";
import type { Attempt, Move } from "./state.ts";

/*
 * What every attempt asks of a placeholder; where there is one, `placing.ts` goes on.
 */

/** What was shown is what the record says, unless we showed it: then we know more. */
export function inherit(attempt: Attempt, record: Claim | undefined): Attempt {
  if (attempt.hasShown || !record || record.state === "sent") return attempt;
  const { placeholder } = record;
  return { ...withoutPlaceholder(attempt), ...(placeholder ? { placeholder } : {}) };
}

export function withoutPlaceholder({ placeholder: _, ...attempt }: Attempt): Attempt {
  return attempt;
}

/** All is said without us, or withheld. A placeholder of ours may have come after that. */
export function sweep(attempt: Attempt): Move {
  const { placeholder, hasShown } = attempt;
  if (!placeholder || !hasShown) return over(attempt, { do: "end", how: "settled" });
  return listFor({ ...attempt, isWithheld: true, isSwept: true }, placeholder.message);
}

/** Every part is in the channel, or there is none. */
export function conclude(attempt: Attempt): Move {
  const { answer, by, owed, placeholder, sent, hasListed } = attempt;
  // An answer without a word empties the placeholder, where it stands: none is sent for that.
  if (placeholder && sent === 0 && (placeholder.id !== undefined || !hasListed))
    return settlePlaceholder(attempt, placeholder);
  if (owed) return { attempt: { ...attempt, phase: "noting" }, action: { do: "write", write: owed } };
  // An answer without parts has nothing left to send, and only a placeholder that was emptied is to be remembered.
  if (!answer?.parts?.length && !hasListed) return over(attempt, { do: "end", how: "posted" });
  return { attempt: { ...attempt, phase: "finishing" }, action: { do: "write", write: { kind: "finish", by } } };
}
