import { begin, beginRelease, beginUnclaimed, next } from "../../src/attempt.ts";
import { type Action, type Event, GRACE_MS, type Move } from "../../src/attempt-state.ts";
import { type Answer, type Claim, writeToClaim } from "../../src/claim.ts";

/** The functions under proof, so that a test can put a tempting simpler rule in the place of one. */
export interface Rules {
  begin(by: string): Move;
  next(attempt: Move["attempt"], event: Event): Move;
}

const GUARD = 1_000;
const DURABLE = { isDurable: true, asksAgain: false };

export const TURN: Rules = { begin: (by) => begin(by, GUARD, DURABLE), next };
export const CLAIMED_RELEASE: Rules = { begin: (by) => beginRelease(by, GUARD, DURABLE), next };
/** Every attempt has more time than those that came before it: so it sees their claims run out before its own time is over. */
export const ASKING_AGAIN: Rules = {
  begin: (by) =>
    begin(by, GUARD * 10 ** (1 + Number(by.at(-1)) + 2 * Number(by[0])), { isDurable: true, asksAgain: true }),
  next,
};
export const UNCLAIMED_RELEASE: Rules = { begin: (by) => beginUnclaimed(by, GUARD, DURABLE), next };

export interface Bounds {
  /** Deliveries of the same event, each with Lambda's attempts. */
  readonly deliveries: number;
  readonly attempts: number;
  /** How many answers may get lost or fail, and how many attempts may die. */
  readonly faults: number;
  readonly crashes: number;
  /** How many calls of the store may fail for good. */
  readonly outages: number;
  readonly grant: boolean;
  /** How many turns a delivery may take: one, unless the rules ask again. */
  readonly turns: number;
}

/** One delivery's attempt, as far as it has come. */
interface Runner {
  readonly attempt: number;
  readonly status: "idle" | "running" | "done" | "dead";
  readonly move?: Move;
  /** Lex took the turn, and has not answered yet. */
  readonly asked?: string;
}

export interface World {
  readonly claim: Claim | undefined;
  /** What stands in the channel: a letter for the answer. R reply, F failed turn, L late, U unknown turn, P let through. */
  readonly chime: string;
  readonly turns: number;
  readonly faults: number;
  readonly crashes: number;
  readonly outages: number;
  /** Something went wrong, so that an answer other than the reply is right. */
  readonly odd: boolean;
  readonly returned: boolean;
  readonly told: boolean;
  readonly runners: readonly Runner[];
}

export interface Step {
  readonly label: string;
  readonly world: World;
  readonly broken?: string;
}

export function initial({ deliveries, faults, crashes, outages }: Bounds): World {
  const runners = Array.from({ length: deliveries }, (): Runner => ({ attempt: 0, status: "idle" }));
  return {
    claim: undefined,
    chime: "",
    turns: 0,
    faults,
    crashes,
    outages,
    odd: false,
    returned: false,
    told: false,
    runners,
  };
}

const answer = (letter: string): Answer => ({ callback: { letter } as never, outcome: "replied" });
export const letterOf = ({ callback }: Answer): string => (callback as unknown as { letter: string }).letter;

/** Every step that the system can take: each attempt's next action with all that may come of it, and deaths. */
export function stepsFrom(world: World, rules: Rules, bounds: Bounds): Step[] {
  return world.runners.flatMap((runner, at) => {
    if (runner.status === "done" || runner.status === "dead") return [];
    const id = `${at}.${runner.attempt}`;
    const put = (label: string, change: Partial<World>, changed: Runner, broken?: string): Step => ({
      label: `D${at + 1}.${runner.attempt + 1} ${label}`,
      world: { ...world, ...change, runners: world.runners.with(at, changed) },
      ...(broken ? { broken } : {}),
    });
    const again: Runner =
      runner.attempt + 1 < bounds.attempts
        ? { attempt: runner.attempt + 1, status: "idle" }
        : { attempt: runner.attempt, status: "dead" };
    const dies = world.crashes > 0 ? [put("dies", { crashes: world.crashes - 1, odd: true }, again)] : [];
    if (runner.status === "idle" || !runner.move) {
      return [put("begins", {}, { attempt: runner.attempt, status: "running", move: rules.begin(id) }), ...dies];
    }
    const { move } = runner;
    const on = (label: string, event: Event, change: Partial<World> = {}): Step =>
      put(label, change, { attempt: runner.attempt, status: "running", move: rules.next(move.attempt, event) });
    return [...outcomesOf(move.action, world, runner, bounds, { put, on, again }), ...dies];
  });
}

interface Making {
  put(label: string, change: Partial<World>, changed: Runner, broken?: string): Step;
  on(label: string, event: Event, change?: Partial<World>): Step;
  readonly again: Runner;
}

function outcomesOf(action: Action, world: World, runner: Runner, bounds: Bounds, make: Making): Step[] {
  const { put, on, again } = make;
  const fault = { faults: world.faults - 1 };
  switch (action.do) {
    case "write": {
      // The store is out: the write didn't happen, and the attempt goes by its own clock.
      const outages =
        world.outages === 0
          ? []
          : [0, GUARD * 10 ** 9].map((now) =>
              on(
                `${action.write.kind}: the store is out`,
                { type: "store-failed", now },
                { outages: world.outages - 1, odd: true },
              ),
            );
      const once = writeToClaim(world.claim, action.write);
      if (once === "refused") return [on(`${action.write.kind}: refused`, { type: "refused" }), ...outages];
      const steps = [on(action.write.kind, { type: "wrote", claim: once }, { claim: once }), ...outages];
      if (world.faults === 0) return steps;
      // The acknowledgement is lost, and the write goes out again.
      const twice = writeToClaim(once, action.write);
      const event: Event = twice === "refused" ? { type: "refused" } : { type: "wrote", claim: twice };
      return [...steps, on(`${action.write.kind}, acknowledgement lost`, event, { claim: once, ...fault })];
    }
    case "read": {
      const out =
        world.outages === 0
          ? []
          : [0, GUARD * 10 ** 9].map((now) =>
              on("looks: the store is out", { type: "store-failed", now }, { outages: world.outages - 1, odd: true }),
            );
      const isWaiting = world.claim?.state === "claimed" && world.claim.by !== runner.move?.attempt.by;
      // Looking while nothing has changed leads nowhere new; that the time is over may happen at any moment.
      if (!isWaiting) return [on("looks", { type: "read", claim: world.claim, now: 0 }), ...out];
      const now = (world.claim?.state === "claimed" ? world.claim.until : 0) + GRACE_MS + 1;
      return [on("waits until the time is over", { type: "read", claim: world.claim, now }, { odd: true }), ...out];
    }
    case "pause":
      return [on("looks again", { type: "paused" })];
    case "ask": {
      const late = on("Lex is late", { type: "answer", answer: answer("L") }, { odd: true });
      if (runner.asked) {
        return [
          on("Lex answers", { type: "answer", answer: answer(runner.asked) }),
          on("Lex's answer is lost", { type: "answer", answer: answer("F") }, { odd: true }),
          late,
        ];
      }
      const taken = `R${world.turns + 1}`;
      return [
        put("Lex takes the turn", { turns: world.turns + 1 }, { ...runner, asked: taken }),
        on("Lex refuses", { type: "answer", answer: answer("F") }, { odd: true }),
        late,
      ];
    }
    case "doubt":
      return [on("doubts", { type: "answer", answer: answer("U") })];
    case "release":
      return [on("lets through", { type: "answer", answer: answer("P") })];
    case "post": {
      const letter = letterOf(action.answer);
      const lost: Event = { type: "again", isAmbiguous: true };
      if (world.chime === "" && bounds.grant) {
        const faults =
          world.faults === 0
            ? []
            : [
                on(`posts ${letter}, answer lost`, lost, { chime: letter, ...fault }),
                on(`posts ${letter}, which fails`, lost, fault),
                on(`posts ${letter}, throttled`, { type: "again", isAmbiguous: false }, fault),
              ];
        return [on(`posts ${letter}`, { type: "accepted" }, { chime: letter }), ...faults];
      }
      const forbidden = on(`posts ${letter}: 403`, { type: "forbidden" });
      return world.chime === ""
        ? [forbidden]
        : [forbidden, on(`posts ${letter}: not pending`, { type: "not-pending" })];
    }
    case "end": {
      const broken = bounds.grant && world.chime === "" ? "returned while the message is pending" : undefined;
      return [put(`returns (${action.how})`, { returned: true }, { attempt: runner.attempt, status: "done" }, broken)];
    }
    case "throw": {
      const broken = world.chime === "" ? undefined : "threw for a settled delivery";
      return [put(`throws (${action.why})`, { told: world.told || action.why === "no-grant" }, again, broken)];
    }
  }
}
