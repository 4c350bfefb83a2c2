import { describe, it } from "vitest";
import { type PauseWrite, writeToPause } from "../../src/ports/handoff.ts";
import type { Event } from "../../src/post/attempt/state.ts";
import { breaks, changed, holds } from "./verdicts.ts";
import { type Bounds, OWN, OWN_PAUSING, PAUSING, REPLY_PAUSING, type Rules } from "./world.ts";

const ALL: Bounds = {
  deliveries: 1,
  attempts: 2,
  faults: 1,
  crashes: 1,
  outages: 0,
  grant: true,
  forgets: false,
  turns: 1,
  agents: 1,
  resumes: 1,
  expiries: 0,
  asksForPerson: false,
};

describe("through every interleaving with people, the bot keeps quiet", () => {
  it.each<[what: string, rules: Rules, bounds: Partial<Bounds>]>([
    ["an agent, a resume, and one delivery that may die", PAUSING, {}],
    ["a turn that asks for a person", PAUSING, { asksForPerson: true }],
    ["a turn that asks for a person without a word", PAUSING, { asksForPerson: "without a word" }],
    ["a reply that asks for a person without a word", REPLY_PAUSING, { asksForPerson: "without a word" }],
    [
      "two deliveries that ask for a person, and an agent",
      PAUSING,
      { deliveries: 2, attempts: 1, resumes: 0, asksForPerson: true },
    ],
    [
      "two agents and a pause that ends by itself",
      PAUSING,
      { attempts: 1, crashes: 0, agents: 2, resumes: 0, expiries: 1, asksForPerson: true },
    ],
    ["a store that fails twice", PAUSING, { faults: 0, outages: 2, asksForPerson: true }],
    ["a reply, an agent, a resume, and one delivery that may die", REPLY_PAUSING, {}],
    [
      "a reply that asks for a person",
      REPLY_PAUSING,
      { asksForPerson: true, attempts: 3, crashes: 2, faults: 0, agents: 0 },
    ],
    ["a reply that asks for a person, with an agent", REPLY_PAUSING, { asksForPerson: true, faults: 0 }],
    ["two deliveries of a reply, and an agent", REPLY_PAUSING, { deliveries: 2, attempts: 1, faults: 0, resumes: 0 }],
    [
      "two agents in a reply, and a pause that ends by itself",
      REPLY_PAUSING,
      { attempts: 1, crashes: 0, agents: 2, resumes: 0, expiries: 1, asksForPerson: true },
    ],
    ["a reply with a store that fails twice", REPLY_PAUSING, { faults: 0, outages: 2, asksForPerson: true }],
    ["words of its own accord, an agent and a resume", OWN_PAUSING, { own: true }],
    [
      "words of its own accord, two calls that may die, and an agent",
      OWN_PAUSING,
      { own: true, deliveries: 2, resumes: 0, faults: 0 },
    ],
    [
      "words of its own accord, asked for again after a pause that ends by itself",
      OWN_PAUSING,
      { own: true, attempts: 3, crashes: 0, resumes: 0, expiries: 1, replays: true },
    ],
    ["words of its own accord, a store that fails twice", OWN_PAUSING, { own: true, faults: 0, outages: 2 }],
  ])("%s", (_what, rules, bounds) => holds(rules, { ...ALL, ...bounds }), 120_000);
});

const storing = (rules: Rules, write: (one: PauseWrite) => PauseWrite | "always"): Rules => ({
  ...rules,
  writeToPause: (pause, one, now) => {
    const other = write(one);
    return other === "always" ? writeToPause(undefined, one, now) : writeToPause(pause, other, now);
  },
});
const unpaused: Event = { type: "checked", by: undefined, at: undefined };

describe("a simpler rule breaks a promise to people, and the shortest way to it is found", () => {
  it.each<[what: string, rules: Rules, bounds: Partial<Bounds>, broken: string]>([
    [
      "no look before the bot is asked",
      changed(PAUSING, (next, attempt, event) => {
        const move = next(attempt, event);
        return move.attempt.phase === "checking-turn" ? next(move.attempt, unpaused) : move;
      }),
      {},
      "asked the bot in spite of a pause",
    ],
    [
      "one look, before the bot is asked",
      changed(REPLY_PAUSING, (next, attempt, event) => {
        const move = next(attempt, event);
        return move.attempt.phase === "checking-words" ? next(move.attempt, unpaused) : move;
      }),
      {},
      "more than one part behind a pause",
    ],
    [
      "a look before the first part alone",
      changed(REPLY_PAUSING, (next, attempt, event) => {
        const move = next(attempt, event);
        return move.attempt.phase === "checking-words" && move.attempt.sent > 0 ? next(move.attempt, unpaused) : move;
      }),
      {},
      "more than one part behind a pause",
    ],
    [
      "a store that fails counts as one without a pause",
      changed(PAUSING, (next, attempt, event) =>
        next(attempt, event.type === "store-failed" && attempt.phase === "checking-turn" ? unpaused : event),
      ),
      { outages: 1 },
      "asked the bot in spite of a pause",
    ],
    [
      "a message in a pause that is let through without being remembered",
      changed(REPLY_PAUSING, (next, attempt, event) =>
        attempt.phase === "checking-turn" && event.type === "checked" && event.by !== undefined
          ? {
              attempt: { ...attempt, phase: "abandoning", ending: { do: "end", how: "withheld" } },
              action: { do: "write", write: { kind: "abandon", by: attempt.by } },
            }
          : next(attempt, event),
      ),
      { deliveries: 2, attempts: 1, faults: 0, crashes: 0 },
      "threw for a settled delivery",
    ],
    ["words of its own accord that no pause silences", OWN, { own: true }, "asked the bot in spite of a pause"],
    [
      "words of its own accord that look before they are made alone",
      changed(OWN_PAUSING, (next, attempt, event) => {
        const move = next(attempt, event);
        return move.attempt.phase === "checking-words" ? next(move.attempt, unpaused) : move;
      }),
      { own: true },
      "more than one part behind a pause",
    ],
    [
      "words of its own accord that are interrupted and left to the next call",
      changed(OWN_PAUSING, (next, attempt, event) => {
        const move = next(attempt, event);
        return move.attempt.phase === "withdrawing"
          ? { attempt: { ...move.attempt, phase: "over" }, action: { do: "end", how: "withheld" } }
          : move;
      }),
      { own: true, deliveries: 2, attempts: 1, faults: 0, crashes: 0 },
      "spoke after it was quiet for good",
    ],
    [
      "parts that are withheld and not given up",
      changed(REPLY_PAUSING, (next, attempt, event) => {
        const move = next(attempt, event);
        return move.attempt.phase === "withdrawing"
          ? { attempt: { ...move.attempt, phase: "over" }, action: { do: "end", how: "withheld" } }
          : move;
      }),
      { deliveries: 2, attempts: 1, faults: 0, crashes: 0 },
      "spoke after it was quiet for good",
    ],
    [
      "the text first, then the pause",
      changed(PAUSING, (next, attempt, event) => {
        const move = next(attempt, event);
        return move.action.do === "pause-channel" ? next(move.attempt, { type: "channel-paused" }) : move;
      }),
      { asksForPerson: true },
      "told of a person before anybody was",
    ],
    [
      "a pause that isn't remembered with its answer",
      changed(PAUSING, (next, attempt, event) => {
        const move = next(attempt, event);
        if (move.action.do !== "write" || move.action.write.kind !== "remember") return move;
        const { pause: _, ...answer } = move.action.write.answer;
        return { ...move, action: { do: "write", write: { ...move.action.write, answer } } };
      }),
      { asksForPerson: true },
      "told of a person before anybody was",
    ],
    [
      "a text that its own pause silences",
      changed(PAUSING, (next, attempt, event) =>
        next(attempt, event.type === "checked" && event.by === "bot" ? { ...event, by: "agent" } : event),
      ),
      { asksForPerson: true },
      "quiet though nobody had taken over",
    ],
    [
      "a text that no pause silences",
      changed(PAUSING, (next, attempt, event) =>
        next(
          attempt,
          event.type === "checked" && attempt.answer?.pause && event.by !== undefined ? { ...event, by: "bot" } : event,
        ),
      ),
      { asksForPerson: true },
      "began to speak after a pause was acknowledged",
    ],
    [
      "a refused pause that counts as ended by a resume",
      changed(PAUSING, (next, attempt, event) =>
        attempt.phase === "pausing" && event.type === "refused"
          ? next(attempt, { type: "channel-paused" })
          : next(attempt, event),
      ),
      { asksForPerson: true },
      "told of a person before anybody was",
    ],
    [
      "a pause of the bot's that takes an agent's over",
      storing(PAUSING, (one) => (one.kind === "pause" ? { ...one, kind: "hold" } : one)),
      { asksForPerson: true },
      "began to speak after a pause was acknowledged",
    ],
    [
      "a pause that is dated when it is written",
      storing(PAUSING, (one) => (one.kind === "pause" ? { ...one, at: one.at + 10 } : one)),
      { asksForPerson: true },
      "paused by what is older than the resume",
    ],
    [
      "an agent's message that pauses whatever came after it",
      storing(PAUSING, (one) => (one.kind === "hold" ? "always" : one)),
      {},
      "paused by what is older than the resume",
    ],
    [
      "a resume that ends whatever came after it",
      storing(PAUSING, (one) => (one.kind === "resume" ? "always" : one)),
      {},
      "resumed by what is older than the pause",
    ],
  ])(
    "%s",
    (_what, rules, bounds, broken) => {
      breaks(rules, { ...ALL, ...bounds }, { broken, under: 24 });
    },
    60_000,
  );
});
