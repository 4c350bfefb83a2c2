import { AsyncLocalStorage } from "node:async_hooks";

/** One invocation's life. A function in this process can't be killed; but from its death on it neither hears nor does anything. */
export interface Life {
  isOver: boolean;
}

const scope = new AsyncLocalStorage<Life>();
/** As long as nobody's ports ask, no scope is entered: following it slows every promise of the process. */
let isAskedFor = false;

/** Runs an invocation; what it calls, however late, is done in its life. */
export function living<T>(life: Life, run: () => T): T {
  return isAskedFor ? scope.run(life, run) : run();
}

type Calls = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

/**
 * The ports of a processor that runs in this process: once its invocation crashed or timed out, no call leaves, and no answer
 * arrives, as if the process were gone.
 */
export function mortal<Ports extends object>(ports: Ports): Ports {
  isAskedFor = true;
  const wrapped = Object.entries(ports as Calls).map(([name, call]) => [
    name,
    async (...args: never[]) => {
      const life = scope.getStore();
      if (life?.isOver) return gone();
      try {
        return await call(...args);
      } finally {
        if (life?.isOver) await gone();
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Ports;
}

/** Nobody holds on to it, so it costs nothing. */
function gone(): Promise<never> {
  return new Promise(() => {});
}
