import type { HeldState, SessionTurn } from "./read-sessions.ts";

/** One value of a session beside the turn before. `was` is what it was, where it was another one. */
export interface ShownValue {
  readonly name: string;
  readonly value: string;
  readonly change?: "new" | "changed" | "gone";
  readonly was?: string;
}

export interface ShownTurn {
  readonly turn: SessionTurn;
  /** Whether the conversation was restarted before it. */
  readonly isFirst: boolean;
  readonly intent: readonly ShownValue[];
  readonly slots: readonly ShownValue[];
  readonly attributes: readonly ShownValue[];
  readonly contexts: readonly ShownValue[];
}

const NOTHING: HeldState = {
  intent: "",
  intentState: "",
  next: "",
  slots: new Map(),
  attributes: new Map(),
  contexts: new Map(),
};

/** Each turn with what it changed. `restartedAfter` holds the turns' deliveries after which the session was ended. */
export function turnsToChanges(turns: readonly SessionTurn[], restartedAfter: readonly string[]): readonly ShownTurn[] {
  let before = NOTHING;
  return turns.map((turn, at) => {
    const last = turns[at - 1]?.delivery;
    const isFirst = last !== undefined && last !== turn.delivery && restartedAfter.includes(last);
    if (isFirst) before = NOTHING;
    const now = turn.held ?? before;
    const isSame = now.intent === before.intent;
    const shown = {
      turn,
      isFirst,
      intent: changes(intentOf(before), intentOf(now)).filter(({ value }) => value !== ""),
      // Of another intent, slots of the same name are other slots.
      slots: changes(isSame ? before.slots : new Map(), now.slots),
      attributes: changes(before.attributes, now.attributes),
      // That one has a turn less to live is no news.
      contexts: changes(before.contexts, now.contexts).map(({ was: _, ...one }) =>
        one.change === "changed" ? { name: one.name, value: one.value } : one,
      ),
    };
    before = now;
    return shown;
  });
}

function intentOf({ intent, intentState, next }: HeldState): ReadonlyMap<string, string> {
  return new Map([
    ["intent", intent],
    ["state", intentState],
    ["next", next],
  ]);
}

/** The values that there are, then those that there were. An empty one is not there yet. */
function changes(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly ShownValue[] {
  const gone = [...before].filter(([name, was]) => was !== "" && !now.has(name));
  return [
    ...[...now].map(([name, value]): ShownValue => {
      const was = before.get(name) ?? "";
      if (was === value) return { name, value };
      if (value === "") return { name, value: was, change: "gone" };
      return was === "" ? { name, value, change: "new" } : { name, value, change: "changed", was };
    }),
    ...gone.map(([name, was]): ShownValue => ({ name, value: was, change: "gone" })),
  ];
}
