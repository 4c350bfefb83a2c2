import { type Action, type Attempt, type Event, GRACE_MS, type Move } from "./attempt-state.ts";
import type { Answer, Claim, ClaimWrite } from "./claim.ts";

export function claim(attempt: Attempt): Move {
  const { by, guard } = attempt;
  return {
    attempt: { ...attempt, phase: "claiming" },
    action: { do: "write", write: { kind: "claim", by, until: guard } },
  };
}

export function ask(attempt: Attempt): Move {
  return { attempt: { ...attempt, phase: "asking" }, action: { do: "ask" } };
}

export function look(attempt: Attempt): Move {
  return { attempt: { ...attempt, phase: "looking", isPoster: false }, action: { do: "read" } };
}

/** What the record says decides, whatever we meant to do. */
export function looked(attempt: Attempt, record: Claim | undefined, now: number): Move {
  const { by, guard, rules } = attempt;
  if (!record) return attempt.answer ? keep(attempt, attempt.answer) : claim(attempt);
  if (record.state === "remembered") {
    if (record.posters.includes(by)) return post(attempt, record.answer, true);
    const registering: Attempt = { ...attempt, phase: "registering", answer: record.answer };
    return { attempt: registering, action: { do: "write", write: { kind: "register", by } } };
  }
  // Our own claim, whose acknowledgement was lost on the way.
  if (record.by === by) return attempt.answer ? remember(attempt, attempt.answer) : ask(attempt);
  const isOverdue = now > record.until + GRACE_MS;
  const isOurTimeOver = now >= guard;
  if (!isOverdue && !isOurTimeOver) return { attempt, action: { do: "pause" } };
  const from = record.by;
  if (rules.asksAgain && !isOurTimeOver) {
    return {
      attempt: { ...attempt, phase: "reclaiming", from },
      action: { do: "write", write: { kind: "reclaim", by, from, until: guard } },
    };
  }
  return { attempt: { ...attempt, phase: "doubting", from }, action: { do: "doubt" } };
}

/** Remembered before it is posted: what is posted and what a redelivery would post must be the same. */
export function remember(attempt: Attempt, answer: Answer): Move {
  const { by } = attempt;
  return {
    attempt: { ...attempt, phase: "remembering", answer },
    action: { do: "write", write: { kind: "remember", by, answer } },
  };
}

export function takeOver(attempt: Attempt, answer: Answer): Move {
  const { by, from = "" } = attempt;
  return {
    attempt: { ...attempt, phase: "taking-over", answer },
    action: { do: "write", write: { kind: "take-over", by, from, answer } },
  };
}

export function post(attempt: Attempt, answer: Answer | undefined, isPoster: boolean): Move {
  if (!answer) throw new Error("There is nothing to post.");
  return { attempt: { ...attempt, phase: "posting", answer, isPoster }, action: { do: "post", answer } };
}

export function posted(attempt: Attempt, event: Event): Move {
  switch (event.type) {
    case "accepted":
      if (!attempt.owed) return over(attempt, { do: "end", how: "posted" });
      return { attempt: { ...attempt, phase: "noting" }, action: { do: "write", write: attempt.owed } };
    case "not-pending":
      return over(attempt, { do: "end", how: "settled" });
    case "again":
      return post(
        { ...attempt, mayHavePosted: attempt.mayHavePosted || event.isAmbiguous },
        attempt.answer,
        attempt.isPoster,
      );
    case "unreachable":
      return over(attempt, { do: "throw", why: "unreachable" });
    case "forbidden":
      // Our own earlier try may have been the one that was accepted; then nothing speaks of a missing grant.
      if (attempt.mayHavePosted) return over(attempt, { do: "end", how: "settled" });
      if (!attempt.isPoster) return over(attempt, { do: "end", how: "settled-or-no-grant" });
      return {
        attempt: { ...attempt, phase: "leaving" },
        action: { do: "write", write: { kind: "leave", by: attempt.by } },
      };
    default:
      return impossible(attempt, event);
  }
}

/** Refused for sure, so it was not us: if nobody is left who may have posted, nobody has, and the grant is missing. */
export function left(attempt: Attempt, event: Event): Move {
  const others = event.type === "wrote" && event.claim.state === "remembered" ? event.claim.posters.length : undefined;
  if (others === undefined) return over(attempt, { do: "end", how: "settled-or-no-grant" });
  if (others > 0) return over(attempt, { do: "end", how: "settled" });
  // A record that other processes don't see can't speak for them.
  if (!attempt.rules.isDurable) return over(attempt, { do: "end", how: "settled-or-no-grant" });
  return over(attempt, { do: "throw", why: "no-grant" });
}

export function keep(attempt: Attempt, answer: Answer): Move {
  const { by } = attempt;
  return {
    attempt: { ...attempt, phase: "keeping", answer },
    action: { do: "write", write: { kind: "keep", by, answer } },
  };
}

export function release(attempt: Attempt): Move {
  return { attempt, action: { do: "release" } };
}

/** Another's claim or answer was there a moment ago: as long as there is time, it is better to look again than to cut in. */
export function lookLater(attempt: Attempt, now: number): Move {
  return now < attempt.guard ? { attempt: { ...attempt, phase: "looking" }, action: { do: "pause" } } : giveUp(attempt);
}

export function registerLater(attempt: Attempt, now: number): Move {
  if (now < attempt.guard) return { attempt: { ...attempt, phase: "looking" }, action: { do: "pause" } };
  return post(owing(attempt, { kind: "register", by: attempt.by }), attempt.answer, false);
}

/** The store is gone with an answer at hand: it goes out all the same, since a frozen channel would be worse. */
export function postOwing(attempt: Attempt): Move {
  const { by, phase, answer, from = "" } = attempt;
  if (!answer) throw new Error("There is nothing to post.");
  const owed: ClaimWrite =
    phase === "keeping"
      ? { kind: "keep", by, answer }
      : phase === "remembering"
        ? { kind: "remember", by, answer }
        : { kind: "take-over", by, from, answer };
  return post(owing(attempt, owed), answer, false);
}

export function owing(attempt: Attempt, owed: ClaimWrite): Attempt {
  return { ...attempt, owed };
}

/** Nothing is claimed and nothing known, and the store can't be asked: better unchanged than frozen. */
export function giveUp(attempt: Attempt): Move {
  return release({ ...attempt, phase: "giving-up" });
}

export function over(attempt: Attempt, action: Action): Move {
  return { attempt: { ...attempt, phase: "over" }, action };
}

export function impossible({ phase }: Attempt, { type }: Event): never {
  throw new Error(`An attempt that is ${phase} can't be told ${type}.`);
}
