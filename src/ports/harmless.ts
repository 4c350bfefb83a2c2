import type { OnOutcome } from "./hooks.ts";
import type { Log } from "./ports.ts";
import type { Span, Stage } from "./span.ts";

/**
 * Wraps the embedding code's log so that it can't change a delivery. What it throws or rejects with can't be reported: the log
 * itself is what failed.
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

/** An `onOutcome` of the embedding code that can't change how a delivery ends: that it failed is logged, without its text. */
export function guardOutcome(onOutcome: OnOutcome, log: Log): OnOutcome {
  return (record) => {
    const failed = () =>
      log("warn", "onOutcome", { messageId: record.messageId, problem: "The function onOutcome failed." });
    try {
      const answer: unknown = onOutcome(record);
      if (answer instanceof Promise) answer.catch(failed);
    } catch {
      failed();
    }
  };
}

/**
 * Wraps the embedding code's `span` so that it can't change a stage's result. The stage runs once, however often the span calls
 * it, and even if it never does; what the span itself returns or throws is logged at most.
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
    // The span ends with its stage; nothing waits for one that goes on longer.
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

/** Long enough for a span that ends with its stage to have ended. */
function afterIt(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
