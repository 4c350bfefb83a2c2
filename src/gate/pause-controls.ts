import type { HandoffSettings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { callPauses, type PauseCalls } from "../ports/call-pauses.ts";
import { type Pauses, type PauseWrite, pausedNow } from "../ports/handoff.ts";
import type { Now } from "../ports/ports.ts";
import { keyToPauseId, type PauseKey } from "./pause-id.ts";

/** What the embedding code decides about bots and people. Each throws USAGE where `handoff` isn't configured or an ARN has not the form of a channel's or a user's, CONFIG_INVALID, or a `CLAIMS_…` error. */
export interface PauseControls {
  /**
   * A person takes over: once this resolves, no bot begins to speak there. `resumeAfterMs` is after how many milliseconds the pause ends by
   * itself, at most a week; by default the option's.
   */
  pause(key: PauseKey, options?: { readonly resumeAfterMs?: number }): Promise<void>;
  /** The bots speak again. Resolves too where nothing was paused; a turn that asked for a person before this no longer pauses. */
  resume(key: PauseKey): Promise<void>;
  /** Whether a person has taken over. */
  isPaused(key: PauseKey): Promise<boolean>;
}

const CALLS_MS = 20_000;
const MOST_ORDERS = 5;

export function createPauseControls(
  handoff: HandoffSettings | undefined,
  { pauses, now }: { readonly pauses?: Pauses | undefined; readonly now: Now },
): PauseControls {
  function open(key: PauseKey): { calls: PauseCalls; resumeAfterMs: number } {
    if (!handoff || !pauses)
      throw new BridgeError("USAGE", "Nothing can be paused: handoff is not configured.", {
        fix: "Add handoff to the configuration, {} at least.",
      });
    requireForm("channel", "channelArn", key.channelArn);
    if (handoff.scope === "session" && key.senderArn) requireForm("user", "senderArn", key.senderArn);
    const time = { now, deadline: now() + CALLS_MS, onRetry: () => {} };
    return { calls: callPauses(pauses, keyToPauseId(key, handoff.scope), time), resumeAfterMs: handoff.resumeAfterMs };
  }

  return {
    pause: async (key, options = {}) => {
      const { calls, resumeAfterMs } = open(key);
      const lasts = options.resumeAfterMs ?? resumeAfterMs;
      if (!(lasts > 0 && lasts <= WEEK_MS))
        throw new BridgeError("USAGE", "resumeAfterMs must be a number of milliseconds, at most a week.");
      const kept = keepAsker(pausedNow(await calls.read(), now()));
      await writeLast(calls, now, (at) => ({
        ...kept,
        kind: "hold",
        by: "call",
        reason: "call",
        at,
        until: now() + lasts,
      }));
    },
    resume: async (key) => {
      await writeLast(open(key).calls, now, (at) => ({ kind: "resume", at }));
    },
    isPaused: async (key) => pausedNow(await open(key).calls.read(), now()) !== undefined,
  };
}

/** A pause of what no message can come from would silence nobody, and nobody would be told. Throws USAGE. */
function requireForm(kind: "channel" | "user", name: "channelArn" | "senderArn", arn: string): void {
  if (new RegExp(`^arn:[^/\\s]+:app-instance/[^/\\s]+/${kind}/[^/\\s]+$`).test(arn)) return;
  throw new BridgeError("USAGE", `${name} isn't the ARN of a ${kind}.`, {
    fix: `Pass it as messages bear it: arn:<partition>:chime:<region>:<account>:app-instance/<id>/${kind}/<id>.`,
  });
}

const WEEK_MS = 604_800_000;

/** Writes later than all that was written before, also where this clock is behind. */
async function writeLast(calls: PauseCalls, now: Now, toWrite: (at: number) => PauseWrite): Promise<void> {
  let at = now();
  for (let tries = 0; tries < MOST_ORDERS; tries++) {
    if ((await calls.write(toWrite(at))) !== "refused") return;
    at = Math.max(at, (await calls.read())?.at ?? 0) + 1;
  }
  throw new BridgeError("CLAIMS_UNAVAILABLE", "Others kept pausing and resuming the same channel.");
}

/** Whoever asked for a person may send the person away, so who holds a pause that was asked for hands the asker on. */
export function keepAsker(on: ReturnType<typeof pausedNow>): { readonly asker?: string } {
  return on?.asker === undefined ? {} : { asker: on.asker };
}
