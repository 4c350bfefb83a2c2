import { impossible, over } from "./moves.ts";
import { withoutPlaceholder } from "./placed.ts";
import { empty, listAgain } from "./placing.ts";
import { sayNext } from "./saying.ts";
import { sendFrom } from "./speaking.ts";
import type { Attempt, Event, Move } from "./state.ts";

/** The result of sending a placeholder only to replace it: by its token there is never a second. */
export function placedAgain(attempt: Attempt, event: Event): Move {
  const { placeholder } = attempt;
  switch (event.type) {
    case "placed":
      if (!placeholder || event.id === undefined) return impossible(attempt, event);
      return sayOn({ ...attempt, placeholder: { ...placeholder, id: event.id } });
    case "again": {
      const { hasListed: _, ...unsure } = attempt;
      return sayOn(unsure);
    }
    case "unreachable":
      return over(attempt, { do: "throw", why: "unsent" });
    default:
      return impossible(attempt, event);
  }
}

/** The result of an edit. Refused for good, the answer goes out as a message of its own: it is never given up for its placeholder. */
export function replaced(attempt: Attempt, event: Event): Move {
  const { placeholder } = attempt;
  switch (event.type) {
    case "accepted": {
      const cleared = { ...withoutPlaceholder(attempt), hasListed: true } as const;
      return attempt.isWithheld ? empty(cleared) : sendFrom(cleared, Math.min(1, attempt.answer?.parts?.length ?? 0));
    }
    case "again":
      return sayOn(attempt);
    case "gone":
      // What was edited already, by us or by another attempt, may be refused for just that.
      return placeholder && !attempt.isWithheld ? listAgain(attempt, placeholder) : sayWithout(attempt);
    case "unreachable":
      return over(attempt, { do: "throw", why: "unsent" });
    default:
      return impossible(attempt, event);
  }
}

/** Once more, unless a person has taken over meanwhile. */
function sayOn(attempt: Attempt): Move {
  if (attempt.isWithheld) return empty(attempt);
  return attempt.answer?.parts?.length ? sayNext(attempt) : sendFrom(attempt, 0);
}

function sayWithout(attempt: Attempt): Move {
  const without = { ...withoutPlaceholder(attempt), hasListed: true } as const;
  return without.isWithheld ? empty(without) : sendFrom(without, 0);
}
