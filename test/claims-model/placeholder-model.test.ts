import { describe, it } from "vitest";
import type { Move } from "../../src/post/attempt/state.ts";
import { breaks, type Changed, changed, ended, holds } from "./verdicts.ts";
import { type Bounds, REPLY, REPLY_ASKING_AGAIN, REPLY_PAUSING, type Rules } from "./world.ts";

const ALL: Bounds = {
  deliveries: 1,
  attempts: 2,
  faults: 1,
  crashes: 1,
  outages: 0,
  grant: true,
  forgets: false,
  turns: 1,
  thinks: true,
};

describe("through every interleaving, a placeholder is replaced", () => {
  it.each<[what: string, rules: Rules, bounds: Partial<Bounds>]>([
    ["one delivery, three attempts, three faults, any of them dying", REPLY, { attempts: 3, faults: 3, crashes: 9 }],
    ["two deliveries, two attempts each, two of them dying", REPLY, { deliveries: 2, crashes: 2, faults: 0 }],
    ["one that is deleted by somebody", REPLY, { deliveries: 2, attempts: 1, deletions: 1 }],
    ["one that is deleted by somebody, in one delivery that may die", REPLY, { faults: 2, deletions: 1 }],
    ["a bot that may not edit its messages", REPLY, { faults: 2, mayEdit: false }],
    ["Chime forgetting its tokens", REPLY, { faults: 1, attempts: 3, crashes: 2, forgets: true }],
    ["a turn that is asked for again", REPLY_ASKING_AGAIN, { attempts: 3, crashes: 2, turns: 4, forgets: true }],
    [
      "a turn that is asked for again, by two deliveries",
      REPLY_ASKING_AGAIN,
      { deliveries: 2, attempts: 1, faults: 0, crashes: 0, turns: 4 },
    ],
    ["a store that fails twice", REPLY, { faults: 0, outages: 2 }],
    [
      "a store that fails, and two deliveries",
      REPLY,
      { deliveries: 2, attempts: 1, faults: 0, outages: 1, crashes: 0 },
    ],
    ["an agent, a resume, and one delivery that may die", REPLY_PAUSING, { agents: 1, resumes: 1 }],
    ["two deliveries, and an agent", REPLY_PAUSING, { deliveries: 2, attempts: 1, faults: 0, crashes: 0, agents: 1 }],
    ["a turn that asks for a person", REPLY_PAUSING, { asksForPerson: true, agents: 1, faults: 0 }],
    ["a turn that asks for a person without a word", REPLY_PAUSING, { asksForPerson: "without a word", agents: 1 }],
  ])("%s", (_what, rules, bounds) => holds(rules, { ...ALL, ...bounds }), 120_000);
});

const changedFrom = (next: Changed, rules = REPLY): Rules => changed(rules, next);
const over = (attempt: Move["attempt"]): Move => ended(attempt, { do: "end", how: "posted" });
const UNSENT = "returned with parts unsent";
const CALM = { faults: 0, crashes: 0, attempts: 1 };

describe("a simpler rule leaves a placeholder or loses its answer, and the shortest way to it is found", () => {
  it.each<[what: string, rules: Rules, bounds: Partial<Bounds>, broken: string]>([
    [
      "a placeholder that is remembered once it was sent",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        if (move.action.do !== "write" || move.action.write.kind !== "announce") return move;
        const { message } = move.action.write;
        return { attempt: { ...move.attempt, phase: "showing" }, action: { do: "place", message, isBrief: true } };
      }),
      { faults: 0 },
      "returned with a placeholder left",
    ],
    [
      "one who takes over and sends the answer as ever",
      changedFrom((next, attempt, event) => {
        if (event.type !== "wrote" || attempt.phase !== "taking-over" || !event.claim) return next(attempt, event);
        const { placeholder: _, ...claim } = event.claim as Extract<typeof event.claim, { state: "remembered" }>;
        return next(attempt, { ...event, claim });
      }),
      { faults: 0 },
      "returned with a placeholder left",
    ],
    [
      "one who takes over and replaces what the channel shows",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        if (move.action.do !== "place" || move.action.isBrief || !move.attempt.answer) return move;
        const { placeholder: __, ...without } = move.attempt;
        return {
          attempt: { ...without, phase: "sending" },
          action: { do: "send", answer: move.attempt.answer, part: 0 },
        };
      }),
      { ...CALM, deliveries: 2 },
      "returned with a placeholder left",
    ],
    [
      "a placeholder with the token of the first part",
      { ...REPLY, sharesToken: true },
      { ...CALM, deletions: 1 },
      "said R1.1, remembered R1.0 R1.1",
    ],
    [
      "an answer that is given up where its placeholder can't be edited",
      changedFrom((next, attempt, event) => (event.type === "gone" ? over(attempt) : next(attempt, event))),
      { ...CALM, deletions: 1 },
      UNSENT,
    ],
    [
      "an edit that is refused, and no look whether it was made before",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        return event.type === "gone" && move.action.do === "list"
          ? next(move.attempt, { type: "listed", sent: 0 })
          : move;
      }),
      { deliveries: 1, crashes: 0, faults: 2 },
      "said a part twice: R1.0 R1.0",
    ],
    [
      "a placeholder that is taken for the first part",
      changedFrom((next, attempt, event) =>
        next(attempt, event.type === "listed" && event.placeholder ? { type: "listed", sent: 1 } : event),
      ),
      { faults: 0 },
      "said R1.1, remembered R1.0 R1.1",
    ],
    [
      "a bot that is asked again, and shows another",
      changedFrom((next, attempt, event) => {
        if (event.type !== "thinking") return next(attempt, event);
        const { placeholder: _, ...without } = attempt;
        return next(without, event);
      }, REPLY_ASKING_AGAIN),
      { faults: 0, turns: 4, forgets: true },
      "showed a second placeholder",
    ],
    [
      "an answer without a word that leaves it",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        return move.action.do === "replace" && !move.action.part ? over(attempt) : move;
      }, REPLY_PAUSING),
      { ...CALM, asksForPerson: "without a word" },
      "returned with a placeholder left",
    ],
    [
      "a placeholder without a look at the pause",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        return move.attempt.phase === "glancing" ? next(move.attempt, { type: "checked", by: undefined, at: 0 }) : move;
      }, REPLY_PAUSING),
      { ...CALM, agents: 1 },
      "began to speak after a pause was acknowledged",
    ],
    [
      "an answer that is given up for a person, and its placeholder with it",
      changedFrom((next, attempt, event) => {
        const move = next(attempt, event);
        return move.action.do === "replace" && !move.action.part
          ? {
              attempt: { ...move.attempt, phase: "withdrawing" },
              action: { do: "write", write: { kind: "finish", by: attempt.by } },
            }
          : move;
      }, REPLY_PAUSING),
      { ...CALM, agents: 1 },
      "an attempt ran to its end, and a placeholder is left",
    ],
    [
      "one who was overtaken, and doesn't look for what it sent itself",
      changedFrom(
        (next, attempt, event) =>
          event.type === "read" && event.claim?.state === "sent"
            ? { attempt: { ...attempt, phase: "over" }, action: { do: "end", how: "settled" } }
            : next(attempt, event),
        REPLY_PAUSING,
      ),
      { ...CALM, deliveries: 2, agents: 1 },
      "an attempt ran to its end, and a placeholder is left",
    ],
  ])(
    "%s",
    (_what, rules, bounds, broken) => {
      breaks(rules, { ...ALL, ...bounds }, { broken, under: 30 });
    },
    60_000,
  );
});
