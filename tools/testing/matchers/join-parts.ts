import type { Seen } from "./seen.ts";

export const NOTHING: Seen = { what: "", ending: "silent", messages: [], intent: {}, overLimits: [] };

/** The parts of one reply as one. */
export function joinParts(parts: readonly Seen[]): Seen {
  const error = parts.find(({ ending }) => ending !== "replied");
  return {
    ...NOTHING,
    ...error,
    ending: error?.ending ?? "replied",
    messages: parts.flatMap(({ messages }) => messages ?? []),
    intent: parts.at(-1)?.intent ?? {},
    overLimits: parts.flatMap(({ overLimits }) => overLimits),
  };
}
