import { callWithRetries } from "./calls.ts";
import type { Pause, Pauses, PauseWrite } from "./handoff.ts";
import type { Now } from "./ports.ts";

/** Calls of a store of pauses about one channel or conversation. They reject with a `CLAIMS_…` error or CREDENTIALS_REFUSED. */
export interface PauseCalls {
  read(): Promise<Pause | undefined>;
  write(write: PauseWrite): Promise<Pause | "refused">;
}

/** Until when, by which clock, and who is told of a repetition. */
interface PauseTime {
  readonly now: Now;
  /** The calls take at most half of the time until then (epoch milliseconds), since something must still be posted. */
  readonly deadline: number;
  readonly onRetry: () => void;
}

/** The most that one try may take, as for claims. */
const CALL_MS = 1_000;
const MOST_TRIES = 6;

/** A write whose acknowledgement was lost is repeated, and then refused: its own place in the order is taken. */
export function callPauses(pauses: Pauses, id: string, time: PauseTime): PauseCalls {
  const { now, deadline, onRetry } = time;
  const rules = () => ({
    now,
    until: now() + (deadline - now()) / 2,
    eachMs: CALL_MS,
    late: "CLAIMS_UNAVAILABLE" as const,
    most: MOST_TRIES,
    countsAll: true,
    mayRepeat: ({ code, fault }: { code: string; fault: string }) => code !== "INTERNAL" && fault !== "configuration",
    onRetry,
  });
  return {
    read: () => callWithRetries((options) => pauses.read(id, options), rules()),
    write: (write) => callWithRetries((options) => pauses.write(id, write, options), rules()),
  };
}
