import { describe, it } from "vitest";
import type { Move } from "../../src/post/attempt/state.ts";
import { breaks, type Changed, changed, ended, holds } from "./verdicts.ts";
import {
  ASKING_AGAIN,
  type Bounds,
  CLAIMED_RELEASE,
  OWN,
  OWN_ASKING_AGAIN,
  OWN_FORGOTTEN,
  REPLY,
  REPLY_ASKING_AGAIN,
  type Rules,
  TURN,
  UNCLAIMED_RELEASE,
} from "./world.ts";

const ALL: Bounds = {
  deliveries: 2,
  attempts: 3,
  faults: 2,
  crashes: 9,
  outages: 0,
  grant: true,
  forgets: false,
  turns: 1,
};
/** Words of the bot's own accord. */
const OWN_WORDS = { own: true, faults: 1 };
const CALM = { faults: 0, crashes: 0 };

describe("through every interleaving, the attempts keep their promises", () => {
  it.each<[what: string, rules: Rules, bounds: Partial<Bounds>]>([
    ["one delivery, four faults", TURN, { deliveries: 1, faults: 4 }],
    ["two deliveries, three attempts each, two faults, any of them dying", TURN, {}],
    ["three deliveries, one attempt each, one fault", TURN, { deliveries: 3, attempts: 1, faults: 1 }],
    [
      "two deliveries that ask again, a turn for every attempt at most",
      ASKING_AGAIN,
      { attempts: 2, faults: 1, crashes: 2, turns: 4 },
    ],
    ["a store that fails twice: still one turn, and nothing pending", TURN, { faults: 1, crashes: 2, outages: 2 }],
    ["three deliveries without the permission", TURN, { ...CALM, deliveries: 3, attempts: 2, grant: false }],
    [
      "two deliveries without the permission, and credentials that are refused once",
      TURN,
      { ...CALM, faults: 1, attempts: 2, grant: false },
    ],
    [
      "a reply of the bot's own without the permission, and credentials that are refused once",
      REPLY,
      { ...CALM, deliveries: 1, faults: 1, attempts: 2, grant: false },
    ],
    ["a remembered release, three deliveries", CLAIMED_RELEASE, { deliveries: 3, faults: 1 }],
    ["a remembered release without the permission", CLAIMED_RELEASE, { ...CALM, deliveries: 3, grant: false }],
    ["a release that nobody remembers, three deliveries", UNCLAIMED_RELEASE, { deliveries: 3 }],
    ["a reply of the bot's own, one delivery, four faults", REPLY, { deliveries: 1, faults: 4 }],
    [
      "a reply of the bot's own, two deliveries, two attempts each, any of them dying",
      REPLY,
      { attempts: 2, faults: 1 },
    ],
    ["a reply of the bot's own, three deliveries, one attempt each", REPLY, { deliveries: 3, attempts: 1, faults: 1 }],
    ["a reply of the bot's own that asks again", REPLY_ASKING_AGAIN, { attempts: 2, faults: 1, crashes: 2, turns: 4 }],
    ["a reply of the bot's own, without the permission", REPLY, { ...CALM, deliveries: 3, attempts: 2, grant: false }],
    ["a reply of the bot's own, Chime forgetting its tokens", REPLY, { attempts: 2, faults: 1, forgets: true }],
    [
      "a reply of the bot's own, a store that fails twice: still one turn",
      REPLY,
      { attempts: 2, faults: 1, crashes: 1, outages: 2 },
    ],
    ["words of its own accord, one call, four faults", OWN, { ...OWN_WORDS, deliveries: 1, faults: 4 }],
    ["words of its own accord, two calls, two attempts each, any of them dying", OWN, { ...OWN_WORDS, attempts: 2 }],
    ["words of its own accord, three calls, one attempt each", OWN, { ...OWN_WORDS, deliveries: 3, attempts: 1 }],
    [
      "words of its own accord, a store that fails twice: nothing twice, and nothing but what is remembered",
      OWN,
      {
        ...OWN_WORDS,
        attempts: 2,
        crashes: 1,
        outages: 2,
      },
    ],
    ["words of its own accord, asked for anew after 72 hours", OWN, { ...OWN_WORDS, attempts: 2, replays: true }],
    ["words of its own accord, Chime forgetting its tokens", OWN, { ...OWN_WORDS, attempts: 2, forgets: true }],
  ])("%s", (_what, rules, bounds) => holds(rules, { ...ALL, ...bounds }), 120_000);
});

const changedFrom = (next: Changed, rules = TURN): Rules => changed(rules, next);
const ending = (attempt: Move["attempt"]): Move => ended(attempt, { do: "end", how: "settled" });
const throwing = (attempt: Move["attempt"]): Move => ended(attempt, { do: "throw", why: "no-grant" });

describe("a simpler rule breaks one, and the shortest way to it is found", () => {
  it.each<[what: string, rules: Rules, bounds: Partial<Bounds>, broken: string]>([
    [
      "a loser that ends quietly",
      changedFrom((next, attempt, event) =>
        event.type === "read" && event.claim?.state === "claimed" && event.claim.by !== attempt.by
          ? ending(attempt)
          : next(attempt, event),
      ),
      { deliveries: 1, faults: 0 },
      "returned while the message is pending",
    ],
    [
      "a loser that asks again",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        return move.action.do === "doubt"
          ? { attempt: { ...move.attempt, phase: "asking" }, action: { do: "ask" } }
          : move;
      }),
      { crashes: 1, faults: 0 },
      "a second turn",
    ],
    ["a loser that asks again by its own rule", ASKING_AGAIN, { attempts: 1, faults: 0, crashes: 0 }, "a second turn"],
    [
      "a late answer that is posted without being remembered",
      changedFrom((next, attempt, event) => {
        const isLate =
          event.type === "answer" && attempt.phase === "asking" && JSON.stringify(event.answer).includes('"L"');
        return isLate
          ? {
              attempt: { ...attempt, phase: "posting", answer: event.answer },
              action: { do: "post", answer: event.answer },
            }
          : next(attempt, event);
      }),
      CALM,
      "posted L, remembered U",
    ],
    [
      "a holder that posts its own answer after it was taken over",
      changedFrom((next, attempt, event) =>
        attempt.phase === "remembering" && event.type === "refused" && attempt.answer
          ? { attempt: { ...attempt, phase: "posting" }, action: { do: "post", answer: attempt.answer } }
          : next(attempt, event),
      ),
      CALM,
      "posted F, remembered U",
    ],
    [
      "a first 403 that is thrown",
      changedFrom((next, attempt, event) =>
        event.type === "forbidden" && attempt.isPoster && !attempt.mayHavePosted
          ? throwing(attempt)
          : next(attempt, event),
      ),
      CALM,
      "threw for a settled delivery",
    ],
    [
      "a 403 after a lost answer that is counted as the first",
      changedFrom((next, attempt, event) =>
        next(attempt, event.type === "again" ? { ...event, isAmbiguous: false } : event),
      ),
      { deliveries: 1, crashes: 0 },
      "threw for a settled delivery",
    ],
    [
      "a known answer that is posted by somebody who did not register",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        return move.attempt.phase === "registering" && move.attempt.answer
          ? {
              attempt: { ...move.attempt, phase: "posting", isPoster: false },
              action: { do: "post", answer: move.attempt.answer },
            }
          : move;
      }),
      CALM,
      "threw for a settled delivery",
    ],
    [
      "a 403 that is never thrown",
      changedFrom((next, attempt, event) => (event.type === "forbidden" ? ending(attempt) : next(attempt, event))),
      { ...CALM, deliveries: 1, grant: false },
      "a missing permission, and nobody said so",
    ],
    [
      "one that was turned away and stays among the posters",
      changedFrom((next, attempt, event) =>
        event.type === "turned-away"
          ? { attempt: { ...attempt, phase: "over" }, action: { do: "throw", why: "turned-away" } }
          : next(attempt, event),
      ),
      { ...CALM, deliveries: 1, attempts: 2, faults: 1, grant: false },
      "a missing permission, and nobody said so",
    ],
    [
      "a refusal of credentials that counts as settled",
      changedFrom((next, attempt, event) => (event.type === "turned-away" ? ending(attempt) : next(attempt, event))),
      { ...CALM, deliveries: 1, faults: 1 },
      "returned while the message is pending",
    ],
    [
      "IAM's words that are believed after a lost answer",
      changedFrom((next, attempt, event) =>
        event.type === "forbidden" && event.isDenied ? throwing(attempt) : next(attempt, event),
      ),
      { deliveries: 1, crashes: 0 },
      "threw for a settled delivery",
    ],
    [
      "a refused release that ends the reply",
      changedFrom(
        (next, attempt, event) =>
          attempt.phase === "posting-release" && (event.type === "forbidden" || event.type === "not-pending")
            ? ending(attempt)
            : next(attempt, event),
        REPLY,
      ),
      { deliveries: 1, crashes: 0 },
      "returned with parts unsent",
    ],
    [
      "a holder that sends its own parts after it was taken over",
      changedFrom(
        (next, attempt, event) =>
          attempt.phase === "remembering" && event.type === "refused" && attempt.answer
            ? { attempt: { ...attempt, phase: "sending" }, action: { do: "send", answer: attempt.answer, part: 0 } }
            : next(attempt, event),
        REPLY,
      ),
      CALM,
      "said F.0, remembered U.0",
    ],
    [
      "a claim that is given up, and not back, after the message was let through",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        return event.type === "no-time"
          ? { attempt: move.attempt, action: { do: "write", write: { kind: "abandon", by: attempt.by } } }
          : move;
      }, REPLY),
      { ...CALM, deliveries: 1, attempts: 2, faults: 1 },
      "threw for a settled delivery",
    ],
    [
      "a reply that is resumed without a look at the channel",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        return move.action.do === "list" ? next(move.attempt, { type: "listed", sent: 0 }) : move;
      }, REPLY),
      { deliveries: 1, faults: 0, forgets: true },
      "said a part twice: F.0 F.0",
    ],
    [
      "a release that is known to be accepted and goes out again",
      changedFrom(
        (next, attempt, event) =>
          attempt.phase === "posting-release" && event.type === "forbidden" ? throwing(attempt) : next(attempt, event),
        REPLY,
      ),
      { deliveries: 1, faults: 0 },
      "threw for a settled delivery",
    ],
    [
      "words of its own that go out though they could not be remembered",
      changedFrom(
        (next, attempt, event) =>
          attempt.phase === "remembering" && event.type === "store-failed" && attempt.answer
            ? {
                attempt: {
                  ...attempt,
                  phase: "sending",
                  owed: { kind: "remember", by: attempt.by, answer: attempt.answer, released: true },
                },
                action: { do: "send", answer: attempt.answer, part: 0 },
              }
            : next(attempt, event),
        OWN,
      ),
      { ...OWN_WORDS, faults: 0, deliveries: 1, outages: 1 },
      "said F.0, remembered U.0",
    ],
    [
      "words of its own that are asked for though nothing could be claimed",
      changedFrom(
        (next, attempt, event) =>
          attempt.phase === "claiming" && event.type === "store-failed"
            ? { attempt: { ...attempt, phase: "asking" }, action: { do: "ask" } }
            : next(attempt, event),
        OWN,
      ),
      { ...OWN_WORDS, faults: 0, crashes: 0, attempts: 1, outages: 1 },
      "a second turn",
    ],
    [
      "a caller out of time that cuts in on the one who is at work",
      changedFrom(
        (next, attempt, event) =>
          attempt.phase === "looking" && event.type === "read" && event.claim?.state === "claimed"
            ? {
                attempt: { ...attempt, phase: "doubting", from: event.claim.by },
                action: { do: "doubt" },
              }
            : next(attempt, event),
        OWN,
      ),
      { ...OWN_WORDS, faults: 0, crashes: 0, attempts: 1 },
      "said U.0 though nothing failed",
    ],
    [
      "words of its own with the record of a delivery, asked for anew after 72 hours",
      OWN_FORGOTTEN,
      { ...OWN_WORDS, faults: 0, crashes: 0, attempts: 1, replays: true },
      "a second turn",
    ],
    [
      "a welcome whose turn may have been taken, and is asked for again",
      OWN_ASKING_AGAIN,
      { ...OWN_WORDS, deliveries: 1, attempts: 2, faults: 0, crashes: 1 },
      "a second turn",
    ],
    [
      "words of its own that are resumed without a look at the channel",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        return move.action.do === "list" ? next(move.attempt, { type: "listed", sent: 0 }) : move;
      }, OWN),
      { ...OWN_WORDS, deliveries: 1, faults: 0, replays: true },
      "said a part twice: F.0 F.0",
    ],
  ])(
    "%s",
    (_what, rules, bounds, broken) => {
      breaks(rules, { ...ALL, ...bounds }, { broken, under: 20 });
    },
    60_000,
  );
});
