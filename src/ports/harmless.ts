import type { Log } from "./ports.ts";
import type { Span, Stage } from "./span.ts";

/**
 * A log of the embedding code that can't change what becomes of a delivery. What it throws or rejects with has nowhere to be told: the
 * log itself is what failed.
 */
export function guardLog(log: Log): Log {
  return (level, message, fields) => {
    try {
      const answer: unknown = log(level, message, fields);
      if (answer instanceof Promise) answer.catch(() => {});
    } catch {
      // See above.
    }
  };
}

/**
 * A `span` of the embedding code that can't change what a stage gives. The stage runs once, however often the span calls it, and also where the
 * span never does; what the span itself gives or throws is logged at most.
 */
export function guardSpan(span: Span, log: Log): Span {
  return async <Value>(stage: Stage, run: () => Promise<Value>) => {
    let running: Promise<Value> | undefined;
    let begin = () => {};
    const isBegun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const once = () => {
      running ??= run();
      begin();
      return running;
    };
    const isTraced = (async () => span(stage, once))().then(
      () => true,
      (thrown: unknown) => wasThrown(running, thrown),
    );
    await Promise.race([isBegun, isTraced]);
    const ended = once();
    // The span ends with its stage; one that goes on after it is not waited for.
    await Promise.race([isTraced, ended.then(afterIt, afterIt)]);
    isTraced.then((isFine) => {
      if (!isFine) log("warn", "span", { stage, problem: "The function span threw an error of its own." });
    });
    return ended;
  };
}

/** Whether what a span rejects with is what its stage did. */
async function wasThrown(running: Promise<unknown> | undefined, thrown: unknown): Promise<boolean> {
  if (!running) return false;
  return running.then(
    () => false,
    (own: unknown) => own === thrown,
  );
}

/** A moment in which a span that ended with its stage has ended. */
function afterIt(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
