import type { PauseReason } from "../read/decision.ts";

/**
 * What a store holds of a channel, or of one person's conversation in it. `paused`: the bots are silent until `until`. `resumed`: they
 * speak again. `at` is the place of the last write in the order of all of them. Times are epoch milliseconds.
 */
export type Pause =
  | {
      readonly state: "paused";
      /** Who paused: for a turn an id that every attempt at its delivery shares, else a word. */
      readonly by: string;
      readonly reason: PauseReason;
      readonly at: number;
      readonly since: number;
      readonly until: number;
      /** The ARN of who asked for a person, also once an agent or a call holds the pause. */
      readonly asker?: string;
    }
  | { readonly state: "resumed"; readonly at: number };

/**
 * The writes of a pause, each a condition and its effect in one step. A write is taken only if its `at` is later than that of the last
 * write that was taken, so that what comes again, or too late, changes nothing.
 *
 * | write | further condition | effect |
 * | --- | --- | --- |
 * | pause | nothing is paused | paused by us |
 * | hold | none | paused by us, whoever paused before |
 * | extend | something is paused | paused until then, with all else as it was |
 * | resume | none | resumed |
 */
export type PauseWrite =
  | {
      readonly kind: "pause" | "hold";
      readonly by: string;
      readonly reason: PauseReason;
      readonly at: number;
      readonly until: number;
      readonly asker?: string;
    }
  | { readonly kind: "extend"; readonly at: number; readonly until: number }
  | { readonly kind: "resume"; readonly at: number };

/**
 * What a store holds after a write, or `refused`. This defines what a write means; a store that can't run this function must behave the
 * same. `now` is epoch milliseconds.
 *
 * @experimental May change in a minor version while the protocol of pauses is young.
 */
export function writeToPause(pause: Pause | undefined, write: PauseWrite, now: number): Pause | "refused" {
  if (pause && write.at <= pause.at) return "refused";
  const on = pausedNow(pause, now);
  switch (write.kind) {
    case "pause":
    case "hold": {
      if (on && write.kind === "pause") return "refused";
      const { by, reason, at, until, asker } = write;
      return { state: "paused", by, reason, at, since: now, until, ...(asker === undefined ? {} : { asker }) };
    }
    case "extend":
      return on ? { ...on, at: write.at, until: write.until } : "refused";
    case "resume":
      return { state: "resumed", at: write.at };
  }
}

/** The pause that holds now, if any. */
export function pausedNow(pause: Pause | undefined, now: number): Extract<Pause, { state: "paused" }> | undefined {
  return pause?.state === "paused" && pause.until > now ? pause : undefined;
}

/**
 * How long a record lives after its last write, at least: as long as a delivery may come again, which must still find that the bot was
 * resumed (`docs/facts.md` §1.4). One that is paused for longer lives until the pause ends.
 *
 * @experimental
 */
export const PAUSE_LIFE_MS = 48 * 60 * 60 * 1_000;

/**
 * A store of pauses. Both calls make one attempt and reject with CLAIMS_REFUSED, CLAIMS_UNAVAILABLE or CREDENTIALS_REFUSED, with the fix; `id`
 * is that of a channel or a conversation, 1–256 characters.
 *
 * @experimental May change in a minor version while the protocol of pauses is young.
 */
export interface Pauses {
  /** Whether the records outlive this process and are visible to all that speak in the same channels. */
  readonly isDurable: boolean;
  /** The record as of the last write that was acknowledged: a consistent read. */
  read(id: string, options: { readonly signal: AbortSignal }): Promise<Pause | undefined>;
  /** The record after the write, or `refused` where its condition doesn't hold. */
  write(id: string, write: PauseWrite, options: { readonly signal: AbortSignal }): Promise<Pause | "refused">;
}

/** A person whom a turn asked for. It is remembered with the turn's answer, and written as a pause before that goes out. */
export interface AskedPause {
  readonly by: string;
  readonly reason: PauseReason;
  readonly at: number;
  readonly asker: string;
  /** The place of the bot in the configuration. */
  readonly bot: number;
}

/** What is paused when a person takes over. */
export interface Watched {
  /** The id of its record in the store. */
  readonly id: string;
  /** After how many milliseconds a pause ends by itself. */
  readonly resumeAfterMs: number;
  /** Told of a pause that this delivery wrote, before its text goes out. */
  told(asked: AskedPause): Promise<void>;
}
