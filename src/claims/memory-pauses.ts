import { PAUSE_LIFE_MS, type Pause, type Pauses, writeToPause } from "../ports/handoff.ts";
import { keepRecent } from "../ports/keep-recent.ts";
import type { Now } from "../ports/ports.ts";

/** More channels than one process sees; beyond that the oldest go. */
const RECORDS_MAX = 10_000;

/** Pauses in this process: for the emulator and tests, since no other function sees them. */
export function createMemoryPauses(now: Now): Pauses {
  const records = new Map<string, { readonly pause: Pause; readonly expires: number }>();
  const read = (id: string): Pause | undefined => {
    const kept = records.get(id);
    return kept && kept.expires > now() ? kept.pause : undefined;
  };
  return {
    isDurable: false,
    read: async (id) => read(id),
    write: async (id, write) => {
      const pause = writeToPause(read(id), write, now());
      if (pause === "refused") return pause;
      const expires = Math.max(now() + PAUSE_LIFE_MS, pause.state === "paused" ? pause.until : 0);
      return keepRecent(records, [id, { pause, expires }], RECORDS_MAX).pause;
    },
  };
}
