import { pauseBeforeLook, sleep } from "../ports/pauses.ts";
import type { Now } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { warn } from "../read/record.ts";
import type { Event } from "./attempt/state.ts";
import type { StoreCalls } from "./claim-calls.ts";

/** The store steps of an ordinary delivery: claim, look, register, remember, leave, and as many again after a lost race. */
const USUAL_STEPS = 12;
/** After this many the store must contradict itself, like one that refuses to claim a record it doesn't hold. */
const MOST_STEPS = 50;

export interface PatientStore extends StoreCalls {
  /** The attempt waited for another one: the look that follows is no sign of a contradiction. */
  waited(): void;
}

/**
 * Bounds an attempt at a store that contradicts itself, which would otherwise loop for ever, and fast. Each step beyond the usual
 * ones takes a pause, and after some fifty the store counts as unusable.
 */
export function createPatientStore(
  { read, write }: StoreCalls,
  { deadline, decision }: Delivery,
  now: Now,
): PatientStore {
  let steps = 0;
  let isExpected = false;

  async function step(once: () => Promise<Event>): Promise<Event> {
    if (isExpected) isExpected = false;
    else steps++;
    if (steps > MOST_STEPS) {
      warn(decision, "claims-contradict: the store refuses what it shows to be possible, and was given up");
      // No time is left for such a store: don't wait for it to recover.
      return { type: "store-failed", now: Number.POSITIVE_INFINITY };
    }
    if (steps > USUAL_STEPS)
      await sleep(Math.min(pauseBeforeLook(steps - USUAL_STEPS), Math.max(0, deadline - now()) / 4));
    return once();
  }

  return {
    read: () => step(read),
    write: (one) => step(() => write(one)),
    waited: () => {
      isExpected = true;
    },
  };
}
