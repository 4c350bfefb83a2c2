import { eventToRelease } from "../../mappers/answer/event-to-release.ts";
import { BridgeError, type ErrorCode } from "../../src/errors/bridge-error.ts";
import type { ChannelFlowCallback } from "../../src/ports/ports.ts";
import type { Decision } from "../../src/read/decision.ts";
import { openDelivery } from "../../src/read/delivery.ts";
import type { FailedEvent } from "./failed-events.ts";

/** What became of a failed event. `failed`, `refused` and `no-event` stay in the queue. */
export type Fate =
  | "would-release"
  | "would-run"
  /** Let through unchanged. */
  | "released"
  /** The bridge settled it; `detail` is the outcome. */
  | "ran"
  /** A callback had been accepted already, here or elsewhere. */
  | "settled"
  /** Chime answered 403: usually because it was settled already, otherwise because these credentials lack the permission. */
  | "refused"
  /** Older than the 48 hours in which Chime takes a callback. */
  | "expired"
  /** Another of the events is the same delivery. */
  | "repeated"
  | "no-event"
  | "failed";

export interface Redriven {
  readonly from: string;
  readonly fate: Fate;
  readonly messageId?: string;
  readonly detail?: string;
}

export interface RedriveTools {
  readonly how: "release" | "run";
  readonly isDry: boolean;
  readonly now: () => number;
  readonly channelFlowCallback: ChannelFlowCallback;
  readonly handle: (event: unknown) => Promise<Decision>;
}

/** Developer guide, "Setting up a channel processor"; `docs/facts.md` §2. */
const CALLBACK_LIFE_MS = 48 * 3_600_000;
const CALL_MS = 10_000;
/** How Chime refuses another callback for a settled delivery (`docs/facts.md` §1.4). */
const SETTLED: ReadonlySet<ErrorCode> = new Set(["CALLBACK_NOT_PENDING", "CALLBACK_CONFLICT"]);

const REFUSED = "Chime answered 403: settled before, or these credentials lack chime:ChannelFlowCallback";

/**
 * Redrives events one after the other, each delivery once. Safe to repeat: a callback is accepted once, and a run finds the claim of
 * the attempts before it.
 */
export function createRedrive(tools: RedriveTools): (failed: FailedEvent) => Promise<Redriven> {
  const seen = new Set<string>();
  return async ({ from, event, at, problem }) => {
    if (problem !== undefined) return { from, fate: "no-event", detail: problem };
    try {
      const { ids, raw } = openDelivery(event, tools.now() + CALL_MS, tools.now());
      const about = { from, messageId: ids.MessageId };
      const id = `${ids.MessageId}:${ids.CallbackId}`;
      if (seen.has(id)) return { ...about, fate: "repeated" };
      seen.add(id);
      if (at !== undefined && tools.now() - at > CALLBACK_LIFE_MS) {
        return { ...about, fate: "expired", detail: "Chime takes no callback after 48 hours" };
      }
      if (tools.isDry) return { ...about, fate: tools.how === "run" ? "would-run" : "would-release" };
      return { ...about, ...(await (tools.how === "run" ? ran(event, tools) : released(ids, raw, tools))) };
    } catch (caught) {
      const { code, detail } = BridgeError.from(caught);
      if (code === "EVENT_WITHOUT_IDS") return { from, fate: "no-event", ...(detail ? { detail } : {}) };
      return { from, fate: "failed", detail: code };
    }
  };
}

async function ran(event: unknown, { handle }: RedriveTools): Promise<Pick<Redriven, "fate" | "detail">> {
  try {
    const { outcome, error } = await handle(event);
    if (outcome === "settled") return { fate: "settled" };
    const why = error ? ` (${error.code})` : "";
    return { fate: outcome === "failed" ? "released" : "ran", detail: `${outcome}${why}` };
  } catch (caught) {
    return { fate: "failed", detail: BridgeError.from(caught).message };
  }
}

async function released(
  ids: Parameters<typeof eventToRelease>[0],
  raw: Parameters<typeof eventToRelease>[1],
  { channelFlowCallback }: RedriveTools,
): Promise<Pick<Redriven, "fate" | "detail">> {
  try {
    await channelFlowCallback(eventToRelease(ids, raw), { signal: AbortSignal.timeout(CALL_MS) });
    return { fate: "released" };
  } catch (caught) {
    const error = BridgeError.from(caught);
    if (SETTLED.has(error.code)) return { fate: "settled" };
    if (error.code === "CALLBACK_FORBIDDEN") return { fate: "refused", detail: REFUSED };
    return { fate: "failed", detail: error.message };
  }
}
