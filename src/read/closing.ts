import { BridgeError } from "../errors/bridge-error.ts";
import type { Decision } from "./decision.ts";
import type { Delivery } from "./delivery.ts";
import { end, leavePending, leaveUnsent, time } from "./record.ts";

/** What closing a delivery needs: the clock, and the log. */
export interface ClosingTools {
  now(): number;
  log(level: "info" | "warn" | "error", message: string, fields: Readonly<Record<string, unknown>>): void;
  /** Told of the record last. It may not throw. */
  onOutcome?(record: Readonly<Decision>): unknown;
}

/** Settles, and logs in one line how the delivery ended, even if that failed. */
export async function close(settle: () => Promise<void>, delivery: Delivery, tools: ClosingTools): Promise<Decision> {
  const { decision, deadline, begun, isOwn } = delivery;
  try {
    await settle();
    return decision;
  } catch (caught) {
    const error = BridgeError.from(caught);
    // Nothing failed: people are talking.
    if (error.code === "WORDS_PAUSED") end(decision, "released");
    else (delivery.isReleased ? leaveUnsent : leavePending)(decision, error);
    throw error;
  } finally {
    const now = tools.now();
    time(decision, "total", now - begun);
    time(decision, "left", deadline - now);
    // Of what the bot says of its own accord no delivery is counted.
    tools.log(levelOf(decision), isOwn ? "own" : "delivery", { ...decision });
    tools.onOutcome?.({ ...decision });
  }
}

function levelOf({ outcome, error, warnings }: Decision): "info" | "warn" | "error" {
  if (outcome === "failed") return "error";
  return error || warnings.length > 0 ? "warn" : "info";
}
