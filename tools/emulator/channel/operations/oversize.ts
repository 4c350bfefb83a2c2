import type { TurnResult } from "../../../../mappers/shapes/turn.ts";
import type { FaultSource } from "../faults/named-faults.ts";

/** The longest text of one message (`docs/facts.md` §4). */
const TEXT_MAX = 1_024;

/** The fault `oversize`: as many messages as it says, each of the greatest length; else the result as it is. */
export function oversized(faults: FaultSource, result: TurnResult): TurnResult {
  const fault = faults.take("oversize");
  if (fault === undefined) return result;
  const words = "too much ".repeat(TEXT_MAX);
  const messages = Array.from({ length: Number(fault["messages"]) }, (_, at) => {
    return { contentType: "PlainText" as const, content: `${at + 1}: ${words}`.slice(0, TEXT_MAX) };
  });
  return { ...result, messages };
}
