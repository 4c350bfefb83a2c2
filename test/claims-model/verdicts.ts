import { expect } from "vitest";
import type { Event, Move } from "../../src/post/attempt/state.ts";
import { explore } from "./explore.ts";
import type { Bounds, Rules } from "./world.ts";

/** No schedule within the bounds breaks the rules. */
export function holds(rules: Rules, bounds: Bounds): void {
  const { counterexample, states } = explore(rules, bounds);
  expect(counterexample).toBeUndefined();
  expect(states).toBeGreaterThan(20);
}

/** Some schedule breaks them in this way, in fewer steps than that. */
export function breaks(rules: Rules, bounds: Bounds, { broken, under }: { broken: string; under: number }): void {
  const { counterexample } = explore(rules, bounds);
  expect(counterexample?.broken).toBe(broken);
  expect(counterexample?.steps.length).toBeLessThan(under);
}

/** A machine's next move, in the place of the real one's. */
export type Changed = (original: Rules["next"], attempt: Move["attempt"], event: Event) => Move;

export function changed(rules: Rules, next: Changed): Rules {
  return { ...rules, next: (attempt, event) => next(rules.next, attempt, event) };
}

/** An attempt that ends here. */
export function ended(attempt: Move["attempt"], action: Move["action"]): Move {
  return { attempt: { ...attempt, phase: "over" }, action };
}
