import { type Pause, type PauseWrite, pausedNow, writeToPause } from "../../src/ports/handoff.ts";

/** What a store does with a pause, so that a test can put a tempting simpler rule in its place. */
export interface PauseRules {
  readonly writeToPause?: typeof writeToPause;
}

/** Later than any time in the model, in which it is always 1. */
export const FAR = 9;

/** A message of an agent, or a resume, that was sent at this place in the order, and how often it was processed. */
interface Wish {
  readonly kind: "hold" | "resume";
  readonly at: number;
  readonly processed: number;
}

/** What agents and the embedding code do, and what of it was promised. */
export interface People {
  readonly pause: Pause | undefined;
  /** The last place in the order that was taken. */
  readonly tick: number;
  readonly wishes: readonly Wish[];
  readonly agents: number;
  readonly resumes: number;
  readonly expiries: number;
  /** How many pauses of people were written and acknowledged, and how many of the bot's words came behind the last of them. */
  readonly begun: number;
  readonly behind: number;
  /** The latest pause and the latest resume that were acknowledged. */
  readonly heldAt: number;
  readonly resumedAt: number;
  /** The latest pause of an agent that the store took. */
  readonly agentAt: number;
  /** The latest pause that ended by itself. */
  readonly endedAt: number;
  /** When the turn asked for a person, and whether its pause was ever written. */
  readonly askedAt?: number;
  readonly isHanded?: true;
  /** In `reply`: an attempt ended quiet, and no later one may speak. */
  readonly isQuiet?: true;
}

export function peopleAtFirst(budgets: Pick<People, "agents" | "resumes" | "expiries">): People {
  return {
    ...budgets,
    pause: undefined,
    tick: 0,
    wishes: [],
    begun: 0,
    behind: 0,
    heldAt: 0,
    resumedAt: 0,
    endedAt: 0,
    agentAt: 0,
  };
}

export interface PeoplesStep {
  readonly label: string;
  readonly people: People;
  readonly broken?: string;
}

/** Every step that people can take: they send, and what they sent is processed, once or, by a redelivery, twice. */
export function peoplesSteps(people: People, rules: PauseRules): PeoplesStep[] {
  const { tick, wishes, agents, resumes, expiries, pause } = people;
  const sends = (kind: Wish["kind"], rest: Partial<People>): PeoplesStep => ({
    label: kind === "hold" ? "an agent writes" : "somebody resumes",
    people: { ...people, ...rest, tick: tick + 1, wishes: [...wishes, { kind, at: tick + 1, processed: 0 }] },
  });
  const processed = wishes.flatMap((wish, at): PeoplesStep[] => {
    if (wish.processed === 2) return [];
    const write: PauseWrite =
      wish.kind === "hold"
        ? { kind: "hold", by: "agent", reason: "agent", at: wish.at, until: FAR }
        : { kind: "resume", at: wish.at };
    const { people: after } = writtenBy(people, write, rules);
    const again = wish.processed > 0 ? " again" : "";
    const next = { ...after, wishes: wishes.with(at, { ...wish, processed: wish.processed + 1 }) };
    const label = wish.kind === "hold" ? `the agent's message pauses${again}` : `the resume is written${again}`;
    const broken = orderBrokenIn(next);
    return [{ label, people: next, ...(broken ? { broken } : {}) }];
  });
  const ends =
    expiries > 0 && pause && pausedNow(pause, 1)
      ? [
          {
            label: "the pause ends by itself",
            people: { ...people, expiries: expiries - 1, endedAt: pause.at, pause: { ...pause, until: 0 } as Pause },
          },
        ]
      : [];
  return [
    ...(agents > 0 ? [sends("hold", { agents: agents - 1 })] : []),
    ...(resumes > 0 ? [sends("resume", { resumes: resumes - 1 })] : []),
    ...processed,
    ...ends,
  ];
}

/** A write of a pause, with what follows for what was promised. */
export function writtenBy(people: People, write: PauseWrite, rules: PauseRules): { people: People; taken: boolean } {
  const after = (rules.writeToPause ?? writeToPause)(people.pause, write, 1);
  const taken = after !== "refused";
  const isPeoples = write.kind === "hold";
  const isResume = write.kind === "resume";
  return {
    taken,
    people: {
      ...people,
      ...(taken ? { pause: after } : {}),
      ...(taken && write.kind !== "resume" ? { begun: people.begun + 1, behind: 0 } : {}),
      ...(taken && write.kind === "pause" ? { isHanded: true as const } : {}),
      agentAt: isPeoples && taken ? write.at : people.agentAt,
      heldAt: isPeoples ? Math.max(people.heldAt, write.at) : people.heldAt,
      resumedAt: isResume ? Math.max(people.resumedAt, write.at) : people.resumedAt,
    },
  };
}

/** The last wish in the order of sending must hold, however often and late each is processed. */
export function orderBrokenIn({ pause, heldAt, resumedAt, endedAt, askedAt = 0 }: People): string | undefined {
  const on = pausedNow(pause, 1);
  const since = on?.by === "bot" ? askedAt : on?.at;
  if (since !== undefined && since < resumedAt) return "paused by what is older than the resume";
  if (!on && heldAt > Math.max(resumedAt, endedAt, askedAt)) return "resumed by what is older than the pause";
  return undefined;
}

/** What is broken where the bot's words come into the channel. Its own text is exempt from its own pause alone. */
export function speakingOf(
  people: People,
  {
    isNew,
    isHandoff,
    isLate,
    checked,
  }: { isNew: boolean; isHandoff: boolean; isLate: boolean; checked: number | undefined },
): { people: People; broken?: string } {
  if (!isNew) return { people };
  const { pause, begun, agentAt, askedAt = 0 } = people;
  if (isLate) return { people, broken: "spoke after it was quiet for good" };
  if (isHandoff && (pause?.at ?? 0) < askedAt) return { people, broken: "told of a person before anybody was" };
  const on = pausedNow(pause, 1);
  const isAgentHere = agentAt > Math.max(people.resumedAt, people.endedAt);
  if (!on || (isHandoff && on.by === "bot" && !isAgentHere)) return { people };
  const behind = people.behind + 1;
  if (checked === undefined || checked === begun)
    return { people, broken: "began to speak after a pause was acknowledged" };
  return { people: { ...people, behind }, ...(behind > 1 ? { broken: "more than one part behind a pause" } : {}) };
}

/** Whether a person's pause was ever written, which excuses that the bot's words are missing. */
export function isQuieted({ begun, wishes }: People): boolean {
  return begun > 0 && wishes.some(({ kind, processed }) => kind === "hold" && processed > 0);
}

/** The order alone matters, not the numbers. */
export function peopleKey(people: People): string {
  const { pause, wishes, heldAt, resumedAt, endedAt, agentAt, askedAt } = people;
  const all = [pause?.at, ...wishes.map(({ at }) => at), heldAt, resumedAt, endedAt, agentAt, askedAt];
  const places = [...new Set(all.filter((at) => at !== undefined))].sort((a, b) => a - b);
  const place = (at: number | undefined) => (at === undefined ? "" : places.indexOf(at));
  const { agents, resumes, expiries, begun, behind, isHanded, isQuiet } = people;
  const told = pause?.state === "paused" ? `${pause.by}${pause.until}` : (pause?.state ?? "");
  return [
    told,
    ...all.map(place),
    ...wishes.map(({ kind, processed }) => `${kind}${processed}`),
    agents,
    resumes,
    expiries,
    begun > 0,
    behind,
    isHanded,
    isQuiet,
  ].join();
}

/** Whether a turn begins although its attempt could know of the pause. */
export function isAskedInPause({ pause, begun }: People, checked: number | undefined): boolean {
  return pausedNow(pause, 1) !== undefined && (checked === undefined || checked === begun);
}

/** Whether the wish for a person was written, or came to nothing because something later was. */
export function isKnownToAsk(people: People): boolean {
  return people.isHanded === true || (people.pause?.at ?? 0) >= (people.askedAt ?? 0) || isQuieted(people);
}
