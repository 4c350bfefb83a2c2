import { BridgeError, type ErrorCode } from "../../../src/errors/bridge-error.ts";
import type { Ports } from "../../../src/ports/ports.ts";

/** What a bridge may look up, beside the event. */
export const READS = ["getChannelMessage", "listChannelMessages", "countMembers", "getSession"] as const;

/** One thing that was looked up. `result` is null where there was nothing. */
export interface Read {
  readonly operation: (typeof READS)[number];
  readonly result?: unknown;
  readonly failure?: { readonly code: ErrorCode };
}

/** Ports that answer as they did: each operation in its own order. What was never looked up can't be. */
export function recordedReads(reads: readonly Read[]): Pick<Ports, (typeof READS)[number]> {
  const left = [...reads];
  const next = (operation: Read["operation"]) => async (): Promise<never> => {
    const at = left.findIndex((one) => one.operation === operation);
    const [read] = at < 0 ? [] : left.splice(at, 1);
    if (read?.failure) throw new BridgeError(read.failure.code);
    if (read === undefined)
      throw new BridgeError("CASSETTE_MISMATCH", `${operation} was called, and the cassette holds no such call.`);
    return structuredClone(read.result ?? undefined) as never;
  };
  return {
    getChannelMessage: next("getChannelMessage"),
    listChannelMessages: next("listChannelMessages"),
    countMembers: next("countMembers"),
    getSession: next("getSession"),
  };
}
