import { BridgeError } from "../errors/bridge-error.ts";
import { callPauses } from "../ports/call-pauses.ts";
import type { Answer } from "../ports/claims.ts";
import { type AskedPause, type Pause, pausedNow, type Watched } from "../ports/handoff.ts";
import type { Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { addTime, countBehind, countRetry, fail, notePause, pass, stop, warnOf } from "../read/record.ts";
import type { Event } from "./attempt/state.ts";

/** Whether a person has taken over, as one delivery sees it. */
export interface Watch {
  /** Reads the pause. */
  check(): Promise<Event>;
  /** Whether nobody has taken over, at a single look, for what may be left out: where nobody can tell, somebody has. */
  isFree(): Promise<boolean>;
  /** The same, as an attempt takes it. */
  glance(): Promise<Event>;
  /** Writes the pause of a turn that asked for a person. */
  pause(asked: AskedPause): Promise<Event>;
  /** The answer with its pause later than all that was read: so nothing that this attempt saw can end it. */
  inOrder(answer: Answer): Answer;
  /** Records why the bot keeps quiet. */
  explain(): void;
  /** The bot's words were accepted. */
  said(answer: Answer): void;
  /** Once everything is out: waits for who is told, and counts what may have come behind a pause. Never throws. */
  finish(): Promise<void>;
  /** The last failure of the store. */
  readonly error: BridgeError | undefined;
}

/** Twice what a look for a sign of life may take. */
const LOOK_MS = 2_000;

/** A watch for one delivery. Without a store of pauses nothing is read. */
export function createWatch(delivery: Delivery, { pauses, now }: Ports, watched: Watched): Watch {
  const { decision, deadline } = delivery;
  let error: BridgeError | undefined;
  let seen: Pause | undefined;
  let latest = 0;
  let saidAt: number | undefined;
  let own: string | undefined;
  let isTraced = false;
  let telling: Promise<void> | undefined;
  let isUntold: AskedPause | undefined;

  async function call(once: (calls: ReturnType<typeof callPauses>, by: Watched) => Promise<Event>): Promise<Event> {
    if (!pauses) throw new BridgeError("INTERNAL", "There is nothing to watch.");
    const begun = now();
    try {
      const time = { now, deadline, onRetry: () => countRetry(decision, "claims") };
      return await once(callPauses(pauses, watched.id, time), watched);
    } catch (caught) {
      error = BridgeError.from(caught);
      warnOf(decision, error, (why) => `claims-unavailable: ${why}`);
      if (!decision.error) fail(decision, error);
      return { type: "store-failed", now: now() };
    } finally {
      addTime(decision, "claims", now() - begun);
    }
  }

  function see(pause: Pause | undefined) {
    seen = pause;
    latest = Math.max(latest, pause?.at ?? 0);
    const on = pausedNow(pause, now());
    if (on && on.by !== own && saidAt !== undefined && on.since <= saidAt) {
      countBehind(decision, on);
      saidAt = undefined;
    }
    return on;
  }

  function tell(asked: AskedPause | undefined): void {
    if (asked) telling = watched.told(asked);
    isUntold = undefined;
  }

  async function isFree(): Promise<boolean> {
    if (!pauses) return true;
    const calls = callPauses(pauses, watched.id, { now, deadline: now() + LOOK_MS, onRetry: () => {} });
    return calls.read().then(
      (pause) => pausedNow(pause, now()) === undefined,
      () => false,
    );
  }

  return {
    check: () =>
      call(async (calls) => {
        const pause = await calls.read();
        const on = see(pause);
        if (!on && !isTraced) pass(decision, { step: "paused", because: "no pause is in force" });
        isTraced = true;
        return { type: "checked", by: on?.by, at: pause?.at };
      }),
    isFree,
    glance: async () => ({ type: "checked", by: (await isFree()) ? undefined : "somebody", at: undefined }),
    pause: (asked) =>
      call(async (calls, { resumeAfterMs }) => {
        own = asked.by;
        const written = await calls.write({ kind: "pause", ...asked, until: now() + resumeAfterMs });
        if (written === "refused") {
          // An earlier attempt may have written it and died: who then gets the text through tells of it.
          isUntold = asked;
          return { type: "refused" };
        }
        notePause(decision, { reason: asked.reason, since: now(), made: true });
        tell(asked);
        return { type: "channel-paused" };
      }),
    inOrder: (answer) => {
      const { pause } = answer;
      return pause && pause.at <= latest ? { ...answer, pause: { ...pause, at: latest + 1 } } : answer;
    },
    explain: () => {
      const on = pausedNow(seen, 0);
      if (on && !error) notePause(decision, on);
      const because = on && !error ? `since ${new Date(on.since).toISOString()}, ${REASONS[on.reason]}` : UNKNOWN;
      stop(decision, "release", { step: "paused", because });
    },
    said: ({ parts, outcome, pause }) => {
      if (!parts && outcome !== "replied" && outcome !== "errored") return;
      saidAt = now();
      if (pause && seen?.state === "paused" && seen.by === pause.by) tell(isUntold);
    },
    finish: async () => {
      await telling;
      if (saidAt === undefined || !pauses) return;
      const calls = callPauses(pauses, watched.id, { now, deadline, onRetry: () => {} });
      await calls.read().then(see, () => undefined);
    },
    get error() {
      return error;
    },
  };
}

/** Because of what the bot keeps quiet, as the trace says it. */
const REASONS = {
  agent: "by a message of an agent",
  intent: "by an intent that asks for a person",
  attribute: "by a session attribute that asks for a person",
  phrase: "by a phrase that asks for a person",
  call: "by a call of the embedding code",
} as const;

const UNKNOWN = "the table can't tell whether a person has taken over";
