import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import type { Invocations } from "../processor/invocations.ts";
import type { MessageStore } from "./message-store.ts";

export interface Quiet {
  /** Resolves as soon as no message is PENDING and no invocation runs; rejects after `timeoutMs` with who still is. */
  wait(timeoutMs: number): Promise<void>;
  /** Looks again; to be called whenever something may have come to rest. */
  check(): void;
}

export function createQuiet(store: MessageStore, invocations: Invocations): Quiet {
  const waiting = new Set<() => void>();
  const isQuiet = () => invocations.running() === 0 && store.pendingCount() === 0;

  return {
    check() {
      if (waiting.size === 0 || !isQuiet()) return;
      for (const done of waiting) done();
    },
    wait(timeoutMs) {
      if (isQuiet()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const done = () => {
          waiting.delete(done);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(done);
          reject(
            new BridgeError(
              "EMULATOR_NOT_SETTLED",
              stillBusy(
                store.pending().map(({ message }) => message.MessageId),
                invocations.running(),
                timeoutMs,
              ),
            ),
          );
        }, timeoutMs);
        waiting.add(done);
      });
    },
  };
}

function stillBusy(pending: readonly string[], running: number, timeoutMs: number): string {
  const named = pending.slice(0, 5).join(", ") + (pending.length > 5 ? ", …" : "");
  const messages = pending.length === 0 ? "no message is PENDING" : `${pending.length} PENDING (${named})`;
  return `Not settled after ${timeoutMs} ms: ${messages}, ${running} invocations running.`;
}
