/** How much load, and for how long: whatever ends first. */
export interface LoadPlan {
  readonly users: number;
  /** Messages a second, of all users together. */
  readonly rate: number;
  readonly seconds: number;
  readonly messages: number;
}

/** More is refused: a load that somebody forgets must end, and a samples' list must fit. */
export const LOAD_CEILINGS: LoadPlan = { users: 200, rate: 500, seconds: 600, messages: 20_000 };

/** How many messages are due in all. */
export function messagesDue({ rate, seconds, messages }: LoadPlan): number {
  return Math.min(messages, Math.ceil(rate * seconds));
}

/**
 * When each message of a user is due, in milliseconds from the beginning. The users take turns, so that all of them together send at the
 * rate, evenly. None of it depends on an answer: a message that is sent late was still due at its time.
 */
export function* duesOf(plan: LoadPlan, user: number): Generator<number, void> {
  const all = messagesDue(plan);
  for (let message = user; message < all; message += plan.users) yield (message / plan.rate) * 1_000;
}
