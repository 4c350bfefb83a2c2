import { BridgeError } from "../errors/bridge-error.ts";
import { callWithRetries } from "./calls.ts";
import type { CallOptions, Now } from "./ports.ts";

/** The clock, and the instant after which the answer no longer matters: epoch milliseconds. */
export interface HookTime {
  readonly now: Now;
  readonly until: number;
}

/**
 * Calls a function of the embedding code once, with time until `until`. Whatever goes wrong in it is HOOK_FAILED, with the
 * function's name and never with its own message.
 */
export async function runHook<Value>(
  name: string,
  call: (options: CallOptions) => Value | Promise<Value>,
  time: HookTime,
): Promise<Value> {
  const rules = { ...time, late: "HOOK_FAILED", most: 1 } as const;
  try {
    return await callWithRetries(async (options) => call(options), {
      ...rules,
      mayRepeat: () => false,
      onRetry: () => {},
    });
  } catch (caught) {
    const error = BridgeError.from(caught);
    if (error.code === "HOOK_FAILED")
      throw new BridgeError("HOOK_FAILED", `${name}: ${error.detail ?? "failed."}`, { cause: error });
    const cause = error.code === "INTERNAL" ? error.cause : error;
    const thrown = cause instanceof Error ? cause.name : typeof cause;
    throw new BridgeError("HOOK_FAILED", `${name} threw ${thrown}.`, { cause });
  }
}
