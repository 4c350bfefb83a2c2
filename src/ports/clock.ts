import type { Now } from "./ports.ts";

/**
 * The bridge's clock: epoch milliseconds that don't jump while a delivery runs. It counts on a monotonic clock from the wall
 * clock's time, which it reads again at the beginning of each delivery, because a container may be frozen between deliveries, and
 * the monotonic clock may stand still then. So a clock that is corrected during a delivery makes no time budget longer or
 * shorter.
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
