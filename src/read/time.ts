/** When something began and must be over: epoch milliseconds. */
export interface DeliveryTime {
  readonly begun: number;
  readonly deadline: number;
  /** Whether the deadline is the one that was asked for. */
  readonly isAsAsked: boolean;
}

const DEFAULT_TIME_MS = 37_000;
export const DEADLINE_IGNORED = "deadline-ignored: it is no time in epoch milliseconds; 37 seconds count";

/** Timers take no more than this, and a duration mistaken for an instant lies far in the past. */
const FARTHEST_MS = 24 * 24 * 3_600_000;

/** The time of something that begins at `begun`. A deadline that makes no sense is ignored: callers pass durations, texts and NaN. */
export function toTime(begun: number, deadline: unknown): DeliveryTime {
  const isInstant = typeof deadline === "number" && Math.abs(deadline - begun) <= FARTHEST_MS;
  return {
    begun,
    deadline: isInstant && deadline ? deadline : begun + DEFAULT_TIME_MS,
    isAsAsked: isInstant || deadline === undefined,
  };
}
