import { expect, it } from "vitest";
import { createAge } from "../../../src/aws/agents.ts";
import { createDeliveryClock } from "../../../src/ports/clock.ts";

it("a clock that is corrected while a delivery runs makes no budget longer or shorter", () => {
  let [wall, steady] = [1_000_000, 50];
  const now = createDeliveryClock(
    () => wall,
    () => steady,
  );
  now.begin?.();
  expect(now()).toBe(1_000_000);
  wall -= 60_000;
  steady += 20;
  expect(now()).toBe(1_000_020);
});

it("at the beginning of a delivery the wall clock counts: in a frozen container the monotonic one may have stood still", () => {
  let wall = 1_000_000;
  const now = createDeliveryClock(
    () => wall,
    () => 50,
  );
  wall += 3_600_000;
  now.begin?.();
  expect(now()).toBe(4_600_000);
});

it.each([
  ["the wall's, where the monotonic clock stood still", 5_000, 0],
  ["the monotonic one's, where the wall's was set back", -60_000, 5_000],
])("the age of an idle connection is the longer of both clocks': %s", (_what, wallMs, steadyMs) => {
  let [wall, steady] = [1_000_000, 50];
  const age = createAge(
    () => wall,
    () => steady,
  );
  const since = age.now();
  wall += wallMs;
  steady += steadyMs;
  expect(age.since(since)).toBe(5_000);
});
