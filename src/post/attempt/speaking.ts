import type { Claim } from "../../ports/claims.ts";
import { impossible, leaveTurnedAway, look, over, TURNED_AWAY, unprovenEnding } from "./moves.ts";
import { askUnlessPaused } from "./pausing.ts";
import { conclude, withoutPlaceholder } from "./placed.ts";
import { empty } from "./placing.ts";
import { sayNext } from "./saying.ts";
import type { Attempt, Event, Move } from "./state.ts";

/*
 * What `reply` adds: the user's message is let through once, before the bot is asked, and the parts of the answer are sent after
 * it, each when the one before was acknowledged. A refused release never ends the reply: who was accepted may have died since.
 */

/** The claim is ours: ask Lex, in `reply` once the user's message is let through. */
export function begun(attempt: Attempt): Move {
  return !attempt.rules.isReply || attempt.released ? askUnlessPaused(attempt) : postRelease(attempt);
}

/** The answer is known: post it, or let the message through and send its parts. */
export function speak(attempt: Attempt): Move {
  const { answer, released } = attempt;
  if (!answer?.parts) return sayNext(attempt);
  return released ? resume(attempt) : postRelease(attempt);
}

function postRelease(attempt: Attempt): Move {
  return { attempt: { ...attempt, phase: "posting-release" }, action: { do: "post-release" } };
}

/** The result of letting the message through. */
export function releasePosted(attempt: Attempt, event: Event): Move {
  switch (event.type) {
    case "accepted":
      return onward({ ...attempt, released: true });
    case "again":
      return postRelease({ ...attempt, mayHavePosted: attempt.mayHavePosted || event.isAmbiguous });
    case "not-pending":
      return refused(attempt, "settled");
    case "forbidden":
      if (attempt.mayHavePosted || !attempt.isPoster) return refused(attempt, "settled-or-no-grant");
      return {
        attempt: { ...attempt, phase: "leaving-released", ending: unprovenEnding(event) },
        action: { do: "write", write: { kind: "leave", by: attempt.by } },
      };
    case "unreachable":
      // Nothing was asked or posted: the next attempt begins afresh instead of doubting a turn that never was.
      if (!attempt.answer && !attempt.mayHavePosted)
        return abandon({ ...attempt, ending: { do: "throw", why: "unreachable" } });
      return over(attempt, { do: "throw", why: "unreachable" });
    case "turned-away":
      if (!attempt.answer && !attempt.mayHavePosted) return abandon({ ...attempt, ending: TURNED_AWAY });
      return leaveTurnedAway(attempt);
    default:
      return impossible(attempt, event);
  }
}

/** Surely refused, so it wasn't us: if no attempt is left that may have posted, none has, and the permission is missing. */
export function leftReleased(attempt: Attempt, event: Event): Move {
  if (event.type !== "wrote" || !event.claim) return refused({ ...attempt, isPoster: false }, "settled-or-no-grant");
  const { rules, answer } = attempt;
  if (event.claim.posters.length > 0) return refused({ ...attempt, isPoster: false }, "settled");
  // A record that other processes can't see, or couldn't write, says nothing about them.
  if (!rules.isDurable || attempt.doubtsStore) {
    // IAM's wording, and nothing was asked: the claim is given up, and the next attempt begins afresh once the permission is
    // granted.
    if (attempt.ending?.do === "throw" && !answer) return abandon(attempt);
    return refused({ ...attempt, isPoster: false }, "settled-or-no-grant");
  }
  const ending = { do: "throw", why: "no-grant" } as const;
  return answer ? over(attempt, ending) : abandon({ ...attempt, ending });
}

/** It says nothing about the reply: the record does, if all who work on the delivery see it. */
function refused(attempt: Attempt, how: "settled" | "settled-or-no-grant"): Move {
  const { rules, mayHavePosted, answer } = attempt;
  const released: Attempt = { ...attempt, released: true };
  if (answer) return resume(released);
  if (rules.isDurable || mayHavePosted) return look(released);
  return abandon({ ...released, ending: { do: "end", how } });
}

function abandon(attempt: Attempt): Move {
  return {
    attempt: { ...attempt, phase: "abandoning" },
    action: { do: "write", write: { kind: "abandon", by: attempt.by } },
  };
}

export function abandoned(attempt: Attempt, event: Event): Move {
  // A claim taken over from another attempt isn't ours to give up, but nothing may wait for our callback.
  if (event.type === "refused" && attempt.ending === TURNED_AWAY) return leaveTurnedAway(attempt);
  return over(attempt, attempt.ending ?? { do: "throw", why: "unreachable" });
}

function onward(attempt: Attempt): Move {
  return attempt.answer ? resume(attempt) : askUnlessPaused(attempt);
}

/** Another attempt may have sent some of the parts, and how long Chime remembers a token is unverified: look first. */
function resume(attempt: Attempt): Move {
  const { answer, placeholder, since } = attempt;
  if (!answer) throw new Error("There is nothing to send.");
  if (!answer.parts?.length) return sendFrom(attempt, 0);
  return {
    attempt: { ...attempt, phase: "listing" },
    action: { do: "list", answer, placeholder: placeholder?.message, since: since ?? 0 },
  };
}

export function listed(attempt: Attempt, event: Event): Move {
  if (event.type === "unreachable") return over(attempt, { do: "throw", why: "unsent" });
  if (event.type !== "listed") return impossible(attempt, event);
  const { placeholder, isGone, isWithheld } = attempt;
  const { sent, placeholder: id } = event;
  const without = withoutPlaceholder({ ...attempt, hasListed: true });
  // What stands there is known by its id, and what we only announced may still be on its way.
  const found = placeholder && id !== undefined ? { ...without, placeholder: { ...placeholder, id } } : undefined;
  if (isWithheld) return empty(found ?? without);
  if (sent > 0 || isGone || !placeholder) return sendFrom(without, sent);
  return sendFrom(found ?? { ...without, placeholder }, 0);
}

/** Sends the next part, and records it once all are in the channel. */
export function sendFrom(attempt: Attempt, sent: number): Move {
  const { answer, hasPaused } = attempt;
  const parts = answer?.parts ?? [];
  if (sent < parts.length || (answer?.pause && !hasPaused && parts.length === 0)) {
    return sayNext({ ...attempt, sent });
  }
  return conclude({ ...attempt, sent });
}

export function partSent(attempt: Attempt, event: Event): Move {
  switch (event.type) {
    case "accepted":
      return sendFrom(attempt, attempt.sent + 1);
    case "again":
      return sendFrom(attempt, attempt.sent);
    case "unreachable":
      return over(attempt, { do: "throw", why: "unsent" });
    default:
      return impossible(attempt, event);
  }
}

/** The same claim as seen in the record. */
export function sinceOf(claim: Claim | undefined): { since?: number } {
  return claim ? { since: claim.since } : {};
}
