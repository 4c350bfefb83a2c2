import type { Claim, ClaimWrite } from "../../ports/claims.ts";
import {
  claim,
  HELD,
  impossible,
  keep,
  leaveTurnedAway,
  NO_STORE,
  NO_TIME,
  over,
  owing,
  release,
  remember,
  toRemember,
  unprovenEnding,
} from "./moves.ts";
import { inherit, sweep } from "./placed.ts";
import { sayNext } from "./saying.ts";
import { begun, speak } from "./speaking.ts";
import { type Attempt, type Event, GRACE_MS, type Move, NOBODY } from "./state.ts";

/** The record decides, whatever we meant to do. */
export function looked(before: Attempt, record: Claim | undefined, now: number): Move {
  const { by, guard, rules } = before;
  if (!record) return before.answer ? keep(before, before.answer) : claim(before);
  if (record.state === "sent") return sweep({ ...before, since: record.since });
  const attempt: Attempt = inherit({ ...before, since: record.since }, record);
  if (record.state === "remembered") {
    const known: Attempt = { ...attempt, answer: record.answer, released: attempt.released || record.released };
    const isPoster = record.posters.includes(by);
    // Once its message was let through, a delivery has no callback left to post: only parts, which carry their own tokens.
    if (isPoster || (known.released && known.answer?.parts)) return speak({ ...known, isPoster });
    return {
      attempt: { ...known, phase: "registering" },
      action: { do: "write", write: { kind: "register", by } },
    };
  }
  // Our own claim, whose acknowledgement was lost.
  if (record.by === by)
    return attempt.answer ? remember(attempt, attempt.answer) : begun({ ...attempt, isPoster: true });
  if (record.by === NOBODY) {
    // The message was let through, and Lex wasn't asked: an attempt with enough time for a turn goes on from there.
    if (now >= guard) return over(attempt, NO_TIME);
    return reclaim({ ...attempt, released: true }, NOBODY);
  }
  const isOverdue = now > record.until + GRACE_MS;
  const isOurTimeOver = now >= guard;
  if (!isOverdue && !isOurTimeOver) return { attempt, action: { do: "pause" } };
  // Nobody's message is pending, so nothing presses: the holder may still say what it has asked for.
  if (!isOverdue && rules.isOwn) return over(attempt, HELD);
  const from = record.by;
  if (rules.asksAgain && !isOurTimeOver) return reclaim(attempt, from);
  return { attempt: { ...attempt, phase: "doubting", from }, action: { do: "doubt" } };
}

function reclaim(attempt: Attempt, from: string): Move {
  const { by, guard } = attempt;
  return {
    attempt: { ...attempt, phase: "reclaiming", from },
    action: { do: "write", write: { kind: "reclaim", by, from, until: guard } },
  };
}

export function posted(attempt: Attempt, event: Event): Move {
  switch (event.type) {
    case "accepted":
      if (!attempt.owed) return over(attempt, { do: "end", how: "posted" });
      return { attempt: { ...attempt, phase: "noting" }, action: { do: "write", write: attempt.owed } };
    case "not-pending":
      return over(attempt, { do: "end", how: "settled" });
    case "again":
      return sayNext({ ...attempt, mayHavePosted: attempt.mayHavePosted || event.isAmbiguous });
    case "unreachable":
      return over(attempt, { do: "throw", why: "unreachable" });
    case "forbidden":
      // Our own earlier try may have been the one that was accepted; then nothing speaks of a missing permission.
      if (attempt.mayHavePosted) return over(attempt, { do: "end", how: "settled" });
      if (!attempt.isPoster) return over(attempt, unprovenEnding(event));
      return {
        attempt: { ...attempt, phase: "leaving", ending: unprovenEnding(event) },
        action: { do: "write", write: { kind: "leave", by: attempt.by } },
      };
    case "turned-away":
      return leaveTurnedAway(attempt);
    default:
      return impossible(attempt, event);
  }
}

/** Surely refused, so it wasn't us: if no attempt is left that may have posted, none has, and the permission is missing. */
export function left(attempt: Attempt, event: Event): Move {
  const others = event.type === "wrote" && event.claim?.state === "remembered" ? event.claim.posters.length : undefined;
  const unproven = attempt.ending ?? ({ do: "end", how: "settled-or-no-grant" } as const);
  if (others === undefined) return over(attempt, unproven);
  if (others > 0) return over(attempt, { do: "end", how: "settled" });
  // A record that other processes can't see, or couldn't write, says nothing about them.
  if (!attempt.rules.isDurable || attempt.doubtsStore) return over(attempt, unproven);
  return over(attempt, { do: "throw", why: "no-grant" });
}

/** Another attempt's claim or answer was there a moment ago: while there is time, it is better to look again than to cut in. */
export function lookLater(attempt: Attempt, now: number): Move {
  return now < attempt.guard ? { attempt: { ...attempt, phase: "looking" }, action: { do: "pause" } } : giveUp(attempt);
}

export function registerLater(attempt: Attempt, now: number): Move {
  if (now < attempt.guard) return { attempt: { ...attempt, phase: "looking" }, action: { do: "pause" } };
  return speak({ ...owing(attempt, { kind: "register", by: attempt.by }), isPoster: false });
}

/** The store failed when the answer was ready: it goes out anyway, since a frozen channel would be worse. */
export function postOwing(attempt: Attempt): Move {
  const { by, phase, answer, from = "", released, rules } = attempt;
  if (rules.isOwn) return over(attempt, NO_STORE);
  if (!answer) throw new Error("There is nothing to post.");
  const owed: ClaimWrite =
    phase === "keeping"
      ? { kind: "keep", by, answer }
      : phase === "remembering"
        ? toRemember(attempt, answer)
        : { kind: "take-over", by, from, answer, released };
  return speak({ ...owing(attempt, owed), isPoster: false });
}

/** Nothing is claimed or known, and the store can't be read: better unchanged than frozen. */
export function giveUp(attempt: Attempt): Move {
  if (attempt.rules.isOwn) return over(attempt, NO_STORE);
  return release({ ...attempt, phase: "giving-up" });
}
