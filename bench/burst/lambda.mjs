// Lambda as it invokes a function asynchronously: each environment works on one event at a time, a failed one is retried twice.
import { sleep } from "./clock.mjs";

export const FUNCTION_MS = 60_000;
/** After one minute, then after two more (Lambda developer guide, "Asynchronous invocation"). */
const RETRY_AFTER_MS = [60_000, 120_000];

/**
 * A function with so many environments at most; a new one is begun where none is free. `invoke(event)` resolves to whether the event
 * was worked on in the end; else it would stand in the queue of failed events.
 */
export function createFunction(createHandler, concurrency = Number.POSITIVE_INFINITY) {
  const free = [];
  const waiting = [];
  let running = 0;

  async function attempt(event) {
    if (running >= concurrency) await new Promise((resolve) => waiting.push(resolve));
    else running++;
    const handler = free.pop() ?? createHandler();
    const isDone = await handler(event, { deadline: Date.now() + FUNCTION_MS }).then(
      () => true,
      () => false,
    );
    free.push(handler);
    // Whoever waits has the place at once: nobody slips in between.
    const next = waiting.shift();
    if (next) next();
    else running--;
    return isDone;
  }

  return async function invoke(event) {
    if (await attempt(event)) return true;
    for (const pause of RETRY_AFTER_MS) {
      await sleep(pause);
      if (await attempt(event)) return true;
    }
    return false;
  };
}
