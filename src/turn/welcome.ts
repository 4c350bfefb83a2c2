import type { TurnResult } from "../../mappers/shapes/turn.ts";
import { readTurn } from "../../mappers/turn/read-turn.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { isTurnFree } from "../errors/repeats.ts";
import { callInTime, callWithRetries } from "../ports/calls.ts";
import type { CallOptions, Ports, SessionStart } from "../ports/ports.ts";
import { addTime, countRetry, noteLosses } from "../read/record.ts";
import type { Question } from "./question.ts";
import { QUICK_REFUSAL_MS } from "./take-turn.ts";

/** Tries for errors that aren't temporary. */
const MOST_TRIES = 3;

/**
 * Begins a conversation with an intent, and resolves to what the bot says; to nothing where there is a session already, which a
 * second beginning would replace in the middle of its dialog. PutSession is a turn: it is repeated only where it can't have been taken, and each time after
 * another look whether there is a session now. Between look and beginning a user's own first message may come: Lex has no
 * condition for that. Throws a `LEX_…` error.
 */
export async function beginSession(
  start: SessionStart,
  { getSession, putSession, now }: Pick<Ports, "getSession" | "putSession" | "now">,
  { until, delivery: { decision } }: Pick<Question, "until" | "delivery">,
): Promise<TurnResult | undefined> {
  const begun = now();
  let askedAt: number | undefined;
  const rules = { now, until, late: "LEX_TIMEOUT", onRetry: () => countRetry(decision, "turn") } as const;

  const look = () =>
    callWithRetries(() => callInTime((options) => getSession(start, options), until - now(), "LEX_TIMEOUT"), {
      ...rules,
      most: MOST_TRIES,
      mayRepeat: ({ fault }) => fault === "lex" || fault === "network",
    });

  async function once(options: CallOptions): Promise<TurnResult | undefined> {
    askedAt = undefined;
    if ((await look()) !== undefined) return undefined;
    askedAt = now();
    return putSession(start, options);
  }

  try {
    const answer = await callWithRetries(once, {
      ...rules,
      most: MOST_TRIES,
      // A conflict is somebody's turn in this session: then it has begun.
      mayRepeat: ({ code }) =>
        askedAt !== undefined && code !== "LEX_CONFLICT" && isTurnFree(code, now() - askedAt < QUICK_REFUSAL_MS),
    });
    if (answer === undefined) return undefined;
    const read = readTurn(answer);
    if ("odd" in read) throw new BridgeError("LEX_ANSWER_UNREADABLE", `Of another type: ${read.odd}.`);
    noteLosses(decision, read.losses);
    return read.result;
  } finally {
    addTime(decision, "turn", now() - begun);
  }
}
