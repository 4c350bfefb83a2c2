import type { Now } from "./ports.ts";

/**
 * The bridge's clock: epoch milliseconds that nobody can set while a delivery runs. It counts on a monotonic clock from the wall clock's
 * time, and takes that anew at the beginning of each delivery, because between deliveries a container may be frozen, and then the
 * monotonic clock may stand still. So a clock that is corrected on the way makes no budget longer or shorter.
 */
export function createDeliveryClock(
  wall: () => number = Date.now,
  steady: () => number = () => performance.now(),
): Now {
  let offset = wall() - steady();
  return Object.assign(() => offset + steady(), {
    begin: () => {
      offset = wall() - steady();
    },
  });
}
