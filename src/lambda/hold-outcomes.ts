import type { Hooks } from "../ports/hooks.ts";
import type { Decision } from "../read/decision.ts";

const LONGEST_MS = 2_000;
/** Kept for the end of the invocation. */
const ROOM_MS = 500;

interface TimeLeft {
  getRemainingTimeInMillis(): number;
}

/**
 * Keeps an invocation open for what `onOutcome` still does: Lambda freezes a container as soon as its invocation is over. By then everything is
 * posted, and Chime invokes asynchronously, so nobody waits for it. Without `onOutcome` nothing is wrapped.
 */
export function holdOutcomes(hooks: Hooks) {
  const { onOutcome } = hooks;
  if (!onOutcome) return { hooks, until: <Value>(handled: Promise<Value>, _context: TimeLeft) => handled };
  const running = new Set<Promise<unknown>>();
  return {
    hooks: {
      ...hooks,
      onOutcome: (record: Readonly<Decision>) => {
        const answer = onOutcome(record);
        if (answer instanceof Promise) {
          const ended = answer.catch(() => {}).finally(() => running.delete(ended));
          running.add(ended);
        }
        return answer;
      },
    },
    until: <Value>(handled: Promise<Value>, context: TimeLeft) =>
      handled.finally(async () => {
        const ms = Math.min(LONGEST_MS, context.getRemainingTimeInMillis() - ROOM_MS);
        if (running.size === 0 || ms <= 0) return;
        let timer: ReturnType<typeof setTimeout> | undefined;
        const late = new Promise((resolve) => {
          timer = setTimeout(resolve, ms);
        });
        await Promise.race([Promise.all(running), late]);
        clearTimeout(timer);
      }),
  };
}
