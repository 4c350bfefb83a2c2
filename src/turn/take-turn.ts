import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";
import { readTurn } from "../../mappers/turn/read-turn.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { isTurnFree } from "../errors/repeats.ts";
import { callWithRetries } from "../ports/calls.ts";
import type { Ports } from "../ports/ports.ts";
import { countRetry, noteLosses, time } from "../read/record.ts";
import type { Question } from "./question.ts";

/** A 429 or 409 that comes back within this time refused the request before the turn was taken (`docs/facts.md` §5). */
export const QUICK_REFUSAL_MS = 1_000;

/**
 * One turn, or the `LEX_…` error of why there is none. RecognizeText is repeated only where the turn can't have been taken:
 * after a refused connection or signature, or a throttle or 409 that came back at once. Anything else is ambiguous, and a blind repetition would
 * advance the dialog twice.
 */
export async function takeTurn(
  request: TurnRequest,
  { recognizeText, now }: Pick<Ports, "recognizeText" | "now">,
  { until, delivery: { decision } }: Pick<Question, "until" | "delivery">,
): Promise<TurnResult> {
  const begun = now();
  try {
    if (until <= begun) throw new BridgeError("LEX_TIMEOUT", "No time was left for a turn.");
    const answer = await callWithRetries((options) => recognizeText(request, options), {
      now,
      until,
      late: "LEX_TIMEOUT",
      // What may be repeated here is temporary, and signatures are repeated once.
      most: 2,
      mayRepeat: ({ code }, elapsed) => isTurnFree(code, elapsed < QUICK_REFUSAL_MS),
      onRetry: () => countRetry(decision, "turn"),
    });
    const read = readTurn(answer);
    if ("odd" in read) throw new BridgeError("LEX_ANSWER_UNREADABLE", `Of another type: ${read.odd}.`);
    noteLosses(decision, read.losses);
    return read.result;
  } finally {
    time(decision, "turn", now() - begun);
  }
}
