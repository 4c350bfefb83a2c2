import { keyToPauseId } from "../../../src/bridge.ts";
import { type Bridge, createMemoryPauses, type IsAgent, type Pause, type Pauses } from "../../../src/index.ts";
import type { ChannelWorld, ObservedPause, PausedPlace, ProcessorHandoff } from "../../emulator/index.ts";

/** What of `handoff` the emulator's page goes by. */
interface Configured {
  readonly scope: "channel" | "session";
  readonly agents: readonly string[];
}

/** Who takes over in the emulator, and what is paused there. */
export interface DevHandoff {
  /** In memory, whichever bridge asks: a pause outlives the crash of a container here as it does in the table. Another after `forget`. */
  readonly pauses: Pauses;
  readonly isAgent: IsAgent;
  /** From now on it goes by this configuration; the page has nothing of it where there is none. */
  configure(handoff: Configured | undefined): ProcessorHandoff | undefined;
  /** Nothing is paused any more. A bridge that still has the former pauses writes them in vain. */
  forget(): void;
}

/**
 * The agents are those of the configuration who are users of the emulator; where none is, Ben stands for them, as in a script. Where
 * conversations are paused there are none: an agent's message then is like any other.
 */
export function createDevHandoff(
  { users }: Pick<ChannelWorld, "users">,
  controls: () => Pick<Bridge, "pause" | "resume">,
): DevHandoff {
  let kept = keep();
  const listeners = new Set<() => void>();
  let agents: readonly string[] = [];

  function changed(): void {
    for (const listener of listeners) listener();
  }

  function keep(): { readonly records: ReadonlyMap<string, Pause>; readonly pauses: Pauses } {
    const store = createMemoryPauses(Date.now);
    const records = new Map<string, Pause>();
    const write: Pauses["write"] = async (id, wanted, options) => {
      const written = await store.write(id, wanted, options);
      if (written === "refused") return written;
      records.set(id, written);
      changed();
      // It ends by itself, and nobody writes that.
      if (written.state === "paused")
        setTimeout(changed, Math.min(written.until - Date.now() + 1, TIMER_MAX_MS)).unref();
      return written;
    };
    return { records, pauses: { ...store, write } };
  }

  return {
    get pauses() {
      return kept.pauses;
    },
    forget() {
      kept = keep();
    },
    isAgent: ({ arn }) => agents.includes(arn),
    configure(handoff) {
      agents = handoff?.scope === "channel" ? agentsOf(handoff, Object.values(users)) : [];
      if (handoff === undefined) return undefined;
      const { scope } = handoff;
      return {
        scope,
        agents,
        pauseOf: (place) => pauseNow(kept.records.get(keyToPauseId(place, scope))),
        pause: (place) => controls().pause(placeToKey(place)),
        resume: (place) => controls().resume(placeToKey(place)),
        watch(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      };
    },
  };
}

const TIMER_MAX_MS = 2 ** 31 - 1;

function agentsOf({ agents }: Configured, users: readonly { readonly arn: string; readonly name: string }[]) {
  const listed = users.filter(({ arn }) => agents.includes(arn));
  return (listed.length > 0 ? listed : users.filter(({ name }) => name === "Ben")).map(({ arn }) => arn);
}

function placeToKey({ channelArn, senderArn }: PausedPlace) {
  return { channelArn, ...(senderArn === undefined ? {} : { senderArn }) };
}

function pauseNow(pause: Pause | undefined): ObservedPause | undefined {
  if (pause?.state !== "paused" || pause.until <= Date.now()) return undefined;
  const { reason, since, until, asker } = pause;
  return { reason, since, until, ...(asker === undefined ? {} : { asker }) };
}
