import { type Answer, type Claim, writeToClaim } from "../../src/ports/claims.ts";
import { pausedNow } from "../../src/ports/handoff.ts";
import { begin, beginOwn, beginRelease, beginUnclaimed, next } from "../../src/post/attempt/attempt.ts";
import { type Action, type Event, GRACE_MS, type Move, NOBODY } from "../../src/post/attempt/state.ts";
import {
  FAR,
  isAskedInPause,
  isQuieted,
  type PauseRules,
  type People,
  peopleAtFirst,
  peoplesSteps,
  speakingOf,
  writtenBy,
} from "./people.ts";

/** The functions under proof, so that a test can put a tempting simpler rule in place of one. */
export interface Rules extends PauseRules {
  begin(by: string): Move;
  next(attempt: Move["attempt"], event: Event): Move;
  /** Whether the placeholder goes out with the first part's token. */
  readonly sharesToken?: true;
}

const GUARD = 1_000;
const DURABLE = { isDurable: true, asksAgain: false, isReply: false };
const REPLYING = { ...DURABLE, isReply: true };
/** How many messages the bot's own reply has; every other answer has one, and what is only let through none. */
const PARTS = 2;

export const TURN: Rules = { begin: (by) => begin(by, GUARD, DURABLE), next };
export const CLAIMED_RELEASE: Rules = { begin: (by) => beginRelease(by, GUARD, DURABLE), next };
/** Every attempt has more time than those that came before it: so it sees their claims run out before its own time is over. */
export const ASKING_AGAIN: Rules = {
  begin: (by) => begin(by, GUARD * 10 ** (1 + Number(by.at(-1)) + 2 * Number(by[0])), { ...DURABLE, asksAgain: true }),
  next,
};
export const REPLY: Rules = { begin: (by) => begin(by, GUARD, REPLYING), next };
export const REPLY_ASKING_AGAIN: Rules = {
  begin: (by) => begin(by, GUARD * 10 ** (1 + Number(by.at(-1)) + 2 * Number(by[0])), { ...REPLYING, asksAgain: true }),
  next,
};
/** Words of the bot's own accord: nothing to let through, and a record that outlives every replay of what asked for them. */
const OWN_RULES = { ...REPLYING, lifeMs: 90 * 86_400_000 };
export const OWN: Rules = { begin: (by) => beginOwn(by, GUARD, OWN_RULES), next };
/** The same where a person may take over. */
export const OWN_PAUSING: Rules = { begin: (by) => beginOwn(by, GUARD, { ...OWN_RULES, mayPause: true }), next };
/** The same with the record of a delivery, which lives for 48 hours. */
export const OWN_FORGOTTEN: Rules = { begin: (by) => beginOwn(by, GUARD, REPLYING), next };
export const OWN_ASKING_AGAIN: Rules = {
  begin: (by) =>
    beginOwn(by, GUARD * 10 ** (1 + Number(by.at(-1)) + 2 * Number(by[0])), { ...OWN_RULES, asksAgain: true }),
  next,
};
/** A person may take over, and the bot's turn may ask for one. */
export const PAUSING: Rules = { begin: (by) => begin(by, GUARD, { ...DURABLE, mayPause: true }), next };
export const REPLY_PAUSING: Rules = { begin: (by) => begin(by, GUARD, { ...REPLYING, mayPause: true }), next };
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
  /** Whether Chime forgets its request tokens as soon as nobody is at work. */
  readonly forgets: boolean;
  /** Words of the bot's own accord: no message is pending. Also without its store the bot must say nothing twice. */
  readonly own?: boolean;
  /** Whether 72 hours may pass when nobody is at work: then Chime has forgotten its tokens, and what lived shorter is gone. */
  readonly replays?: boolean;
  /** Whether the bot may think for so long that a placeholder is due, whether it may edit one, and how many others may delete. */
  readonly thinks?: boolean;
  readonly mayEdit?: boolean;
  readonly deletions?: number;
  /** How many turns a delivery may take: one, unless the rules ask again. */
  readonly turns: number;
  /** Messages of agents and resumes, each of which may be processed twice, pauses that end by themselves, and whether the turn asks for a person. */
  readonly agents?: number;
  readonly resumes?: number;
  readonly expiries?: number;
  readonly asksForPerson?: boolean | "without a word";
}

/** One delivery's attempt, as far as it has come. */
interface Runner {
  readonly attempt: number;
  readonly status: "idle" | "running" | "done" | "dead";
  readonly move?: Move;
  /** Lex took the turn, and has not answered yet. */
  readonly asked?: string;
  /** How many pauses had begun when this attempt last looked. */
  readonly checked?: number;
  /** In `reply`: it began when an attempt had ended quiet. */
  readonly isLate?: true;
}

export interface World {
  readonly claim: Claim | undefined;
  /** Whether the record lives longer than 72 hours. */
  readonly isLasting: boolean;
  /** What stands in the channel: a letter for the answer. R reply, F failed turn, L late, U unknown turn, P let through. */
  readonly chime: string;
  /** In `reply`: what the bot has said, a letter and a number a part, and the parts whose tokens Chime remembers. */
  readonly said: readonly string[];
  readonly tokens: readonly number[];
  /** What became of the placeholder, and whether Chime remembers its token. */
  readonly place: "" | "shown" | "replaced" | "emptied" | "gone";
  readonly placeToken: boolean;
  readonly deletions: number;
  /** Whether the answer that was remembered has no words. */
  readonly isMute: boolean;
  readonly turns: number;
  readonly faults: number;
  readonly crashes: number;
  readonly outages: number;
  /** Something went wrong, so that an answer other than the reply is right. */
  readonly odd: boolean;
  readonly returned: boolean;
  readonly told: boolean;
  readonly runners: readonly Runner[];
  readonly people: People;
}

export interface Step {
  readonly label: string;
  readonly world: World;
  readonly broken?: string;
}

export function initial({
  deliveries,
  faults,
  crashes,
  outages,
  own,
  agents = 0,
  resumes = 0,
  expiries = 0,
  deletions = 0,
}: Bounds): World {
  const runners = Array.from({ length: deliveries }, (): Runner => ({ attempt: 0, status: "idle" }));
  return {
    claim: undefined,
    isLasting: false,
    chime: own ? "released" : "",
    said: [],
    tokens: [],
    place: "",
    placeToken: false,
    deletions,
    isMute: false,
    turns: 0,
    faults,
    crashes,
    outages,
    odd: false,
    returned: false,
    told: false,
    runners,
    people: peopleAtFirst({ agents, resumes, expiries }),
  };
}

const answer = (letter: string, isReply = false, at?: number): Answer => ({
  callback: { letter: isReply && letter !== "P" ? "released" : letter } as never,
  outcome: /^[PQM]/.test(letter) ? "released" : "replied",
  ...(at === undefined ? {} : { pause: { by: "bot", reason: "intent", at, asker: "asker", bot: 0 } }),
  ...(isReply && letter !== "P" ? { parts: partsOf(letter).map((said) => ({ said }) as never) } : {}),
});
const partsOf = (letter: string): string[] =>
  Array.from({ length: /^[QM]/.test(letter) ? 0 : /^[RH]/.test(letter) ? PARTS : 1 }, (_, part) => `${letter}.${part}`);
/** What the bot says by an answer, in `reply`. */
export const saidBy = ({ parts = [] }: Answer): string[] =>
  parts.map((part) => (part as unknown as { said: string }).said);
export const letterOf = ({ callback }: Answer): string => (callback as unknown as { letter: string }).letter;

/** Every step that the system can take: each attempt's next action with all that may come of it, and deaths. */
export function stepsFrom(world: World, rules: Rules, bounds: Bounds): Step[] {
  const isQuiet = world.runners.every(({ status }) => status !== "running");
  const forgets =
    bounds.forgets && isQuiet && (world.tokens.length > 0 || world.placeToken)
      ? [{ label: "Chime forgets the tokens", world: { ...world, tokens: [], placeToken: false } }]
      : [];
  const passes =
    bounds.replays && isQuiet && (world.tokens.length > 0 || (world.claim && !world.isLasting))
      ? [
          {
            label: "72 hours pass",
            world: { ...world, tokens: [], claim: world.isLasting ? world.claim : undefined },
          },
        ]
      : [];
  const moves = world.runners.flatMap((runner, at) => {
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
      return [
        put(
          "begins",
          {},
          {
            attempt: runner.attempt,
            status: "running",
            move: rules.begin(id),
            ...(world.people.isQuiet ? { isLate: true } : {}),
          },
        ),
        ...dies,
      ];
    }
    const { move } = runner;
    const on = (label: string, event: Event, change: Partial<World> = {}): Step => {
      const { asked, ...rest } = runner;
      // Lex thinks on, whatever we do meanwhile.
      const known = event.type === "answer" || asked === undefined ? rest : { ...rest, asked };
      return put(label, change, { ...known, move: rules.next(move.attempt, event) });
    };
    const made = { put, on, again, rules };
    return [...outcomesOf(move.action, world, runner, bounds, made), ...dies];
  });
  const people = peoplesSteps(world.people, rules).map(({ label, people, broken }) => ({
    label,
    world: { ...world, people, odd: world.odd },
    ...(broken ? { broken } : {}),
  }));
  const deletes: Step[] =
    world.deletions > 0 && world.place === "shown"
      ? [{ label: "somebody deletes it", world: { ...world, place: "gone", deletions: world.deletions - 1 } }]
      : [];
  return [...moves, ...forgets, ...passes, ...people, ...deletes];
}

interface Making {
  put(label: string, change: Partial<World>, changed: Runner, broken?: string): Step;
  on(label: string, event: Event, change?: Partial<World>): Step;
  readonly again: Runner;
  readonly rules: Rules;
}

function outcomesOf(action: Action, world: World, runner: Runner, bounds: Bounds, make: Making): Step[] {
  const { put, on, again, rules } = make;
  const { people } = world;
  const fault = { faults: world.faults - 1 };
  const isReply = runner.move?.attempt.rules.isReply ?? false;
  const answered = (letter: string): Event => ({ type: "answer", answer: answer(letter, isReply) });
  const asksForPerson = (letter: string): Event => ({
    type: "answer",
    answer: answer(bounds.asksForPerson === "without a word" ? "M" : letter, isReply, people.tick + 1),
  });
  const posts = (letter: string): Step[] => {
    const lost: Event = { type: "again", isAmbiguous: true };
    // Credentials come before everything else, a missing permission and a settled delivery included.
    const turnedAway = world.faults === 0 ? [] : [on(`posts ${letter}, turned away`, { type: "turned-away" }, fault)];
    if (world.chime === "" && bounds.grant) {
      const faults =
        world.faults === 0
          ? []
          : [
              on(`posts ${letter}, answer lost`, lost, { chime: letter, ...fault }),
              on(`posts ${letter}, which fails`, lost, fault),
              on(`posts ${letter}, throttled`, { type: "again", isAmbiguous: false }, fault),
              on(`posts ${letter}, and can't any more`, { type: "unreachable" }, { odd: true, ...fault }),
            ];
      return [on(`posts ${letter}`, { type: "accepted" }, { chime: letter }), ...faults, ...turnedAway];
    }
    const forbidden = [false, true].map((isDenied) =>
      on(`posts ${letter}: 403${isDenied ? " in IAM's words" : ""}`, { type: "forbidden", isDenied }),
    );
    if (world.chime === "") return [...forbidden, ...turnedAway];
    const notPending = on(`posts ${letter}: not pending`, { type: "not-pending" });
    // IAM's words are inferred: where anything else can tell, a settled delivery may be refused in them too.
    const { isPoster, mayHavePosted } = runner.move?.attempt ?? {};
    return [...(isPoster || mayHavePosted ? forbidden : forbidden.slice(0, 1)), notPending, ...turnedAway];
  };
  /** The store is out: the call didn't happen, and the attempt goes by its own clock. */
  const outOf = (what: string): Step[] =>
    world.outages === 0
      ? []
      : [0, GUARD * 10 ** 9].map((now) =>
          on(`${what}: the store is out`, { type: "store-failed", now }, { outages: world.outages - 1, odd: true }),
        );
  /** A step after which the runner knows more. */
  const having = (step: Step, known: Partial<Runner>): Step => {
    const at = world.runners.indexOf(runner);
    const next = step.world.runners[at];
    return next
      ? { ...step, world: { ...step.world, runners: step.world.runners.with(at, { ...next, ...known }) } }
      : step;
  };
  switch (action.do) {
    case "write": {
      const outages = outOf(action.write.kind);
      const once = writeToClaim(world.claim, action.write, 0);
      const isMute = once !== "refused" && once !== "none" && once.state === "remembered" && !once.answer.parts?.length;
      const lives = {
        ...("lifeMs" in action.write && action.write.lifeMs ? { isLasting: true } : {}),
        ...(isMute ? { isMute } : {}),
      };
      if (bounds.own && world.outages > 0 && once !== "refused") {
        const change = { claim: once === "none" ? undefined : once, ...lives, outages: world.outages - 1, odd: true };
        const event: Event = { type: "store-failed", now: GUARD * 10 ** 9 };
        outages.push(on(`${action.write.kind}: the store took it, and says so to nobody`, event, change));
      }
      if (once === "refused") return [on(`${action.write.kind}: refused`, { type: "refused" }), ...outages];
      const claim = once === "none" ? undefined : once;
      const steps = [on(action.write.kind, { type: "wrote", claim }, { claim, ...lives }), ...outages];
      if (world.faults === 0) return steps;
      // The acknowledgement is lost, and the write goes out again.
      const twice = writeToClaim(claim, action.write, 0);
      const after = twice === "refused" || twice === "none" ? claim : twice;
      const event: Event = twice === "refused" ? { type: "refused" } : { type: "wrote", claim: after };
      return [...steps, on(`${action.write.kind}, acknowledgement lost`, event, { claim: after, ...lives, ...fault })];
    }
    case "read": {
      const out = outOf("looks");
      const isWaiting = world.claim?.state === "claimed" && world.claim.by !== runner.move?.attempt.by;
      // Looking while nothing has changed leads nowhere new; that the time is over may happen at any moment.
      if (!isWaiting || world.claim?.by === NOBODY)
        return [on("looks", { type: "read", claim: world.claim, now: 0 }), ...out];
      const now = (world.claim?.state === "claimed" ? world.claim.until : 0) + GRACE_MS + 1;
      const ours = runner.move?.attempt.guard ?? 0;
      const isOver = on("waits until its own time is over", { type: "read", claim: world.claim, now: ours });
      return [
        ...(bounds.own ? [isOver] : []),
        on("waits until the time is over", { type: "read", claim: world.claim, now }, { odd: true }),
        ...out,
      ];
    }
    case "pause":
      return [on("looks again", { type: "paused" })];
    case "check": {
      const by = pausedNow(people.pause, 1)?.by;
      const looks = on(`sees ${by ? `a pause by ${by}` : "no pause"}`, {
        type: "checked",
        by,
        at: people.pause?.at,
      });
      return [having(looks, { checked: people.begun }), ...outOf("checks")];
    }
    case "pause-channel": {
      const { pause } = action;
      const write = { kind: "pause", ...pause, until: FAR } as const;
      const { people: after, taken } = writtenBy(people, write, rules);
      const event: Event = taken ? { type: "channel-paused" } : { type: "refused" };
      const steps = [
        having(
          on(taken ? "pauses" : "pauses: refused", event, { people: after }),
          taken ? { checked: after.begun } : {},
        ),
        ...outOf("pauses"),
      ];
      if (!taken || world.faults === 0) return steps;
      return [...steps, on("pauses, acknowledgement lost", { type: "refused" }, { people: after, ...fault })];
    }
    case "silence":
      return [on("keeps quiet", answered("Q"))];
    case "ask":
    case "await": {
      const late = on("Lex is late", answered("L"), { odd: true });
      if (runner.asked) {
        const isLong = bounds.thinks && action.do === "ask";
        // What was seen of a pause before is old by then.
        const { checked: _, ...unaware } = runner;
        const thinksLong = put(
          "Lex thinks for long",
          {},
          {
            ...unaware,
            move: rules.next(unaware.move?.attempt as Move["attempt"], { type: "thinking", message: PLACEHOLDER }),
          },
        );
        return [
          ...(isLong ? [thinksLong] : []),
          bounds.asksForPerson
            ? on("Lex answers, and asks for a person", asksForPerson(runner.asked), {
                people: { ...people, tick: people.tick + 1, askedAt: people.tick + 1 },
              })
            : on("Lex answers", answered(runner.asked)),
          on("Lex's answer is lost", answered("F"), { odd: true }),
          late,
        ];
      }
      const taken = `${bounds.asksForPerson ? "H" : "R"}${world.turns + 1}`;
      const noTime =
        runner.move?.attempt.released && world.faults > 0
          ? [on("has no time for a turn", { type: "no-time" }, fault)]
          : [];
      return [
        ...noTime,
        put(
          "Lex takes the turn",
          { turns: world.turns + 1 },
          { ...runner, asked: taken },
          ...(isAskedInPause(people, runner.checked) ? ["asked the bot in spite of a pause"] : []),
        ),
        on("Lex refuses", answered("F"), { odd: true }),
        late,
      ];
    }
    case "doubt":
      return [on("doubts", answered("U"))];
    case "release":
      return [on("lets through", answered("P"))];
    case "post":
      return posts(letterOf(action.answer)).map((step) => spoken(step, world, runner));
    case "post-release":
      return posts("released");
    case "list": {
      const placeholder = world.place === "shown" ? "p" : undefined;
      return [on("lists the channel", { type: "listed", sent: world.said.length, placeholder })];
    }
    case "place":
      return placesOf(action, world, runner, make);
    case "replace":
      return replacesOf(action, world, bounds, make).map((step) => spoken(step, world, runner));
    case "send": {
      const { part } = action;
      const isNew = !world.tokens.includes(part);
      const said = saidBy(action.answer)[part] ?? "nothing";
      const taken = isNew ? { said: [...world.said, said], tokens: [...world.tokens, part] } : {};
      const lost: Event = { type: "again", isAmbiguous: true };
      const faults =
        world.faults === 0
          ? []
          : [
              on(`sends ${said}, answer lost`, lost, { ...taken, ...fault }),
              on(`sends ${said}, which fails for good`, { type: "unreachable" }, { odd: true, ...fault }),
            ];
      return [on(`sends ${said}`, { type: "accepted" }, taken), ...faults].map((step) => spoken(step, world, runner));
    }
    case "end": {
      const isQuietEnd =
        isReply &&
        (action.how === "withheld" || (action.how === "posted" && runner.move?.attempt.answer?.parts?.length === 0));
      const isPending = bounds.grant && world.chime === "";
      // A message that is only let through, since the store could not be asked, has nothing to say.
      const isSaid =
        isAllSaid(world) || isQuieted(people) || (runner.move?.attempt.answer && !runner.move.attempt.answer.parts);
      const isUnsaid = bounds.grant && isReply && !isSaid;
      const broken = isPending
        ? "returned while the message is pending"
        : isUnsaid
          ? "returned with parts unsent"
          : bounds.grant && isPlaceLeft(world, bounds) && !isQuieted(people)
            ? "returned with a placeholder left"
            : undefined;
      return [
        put(
          `returns (${action.how})`,
          { returned: true, ...(isQuietEnd ? { people: { ...people, isQuiet: true as const } } : {}) },
          { attempt: runner.attempt, status: "done" },
          ...(broken ? [broken] : []),
        ),
      ];
    }
    case "throw": {
      const isSettled = world.chime !== "" && (!isReply || isAllSaid(world));
      // What was posted or sent and never acknowledged may be thrown for: the next attempt finds out.
      // Who gave its claim back, or was turned away, has done nothing: another may have settled the delivery in between.
      // Words that a person silences are asked for again, whoever said them meanwhile.
      const isUndone = ["turned-away", "no-time", "held", "paused"].includes(action.why);
      const isFalse = action.why === "no-grant" ? world.chime !== "" : !isUndone && isSettled && !world.odd;
      return [
        put(
          `throws (${action.why})`,
          { told: world.told || action.why === "no-grant" },
          again,
          ...(isFalse ? ["threw for a settled delivery"] : []),
        ),
      ];
    }
  }
}

const PLACEHOLDER = { said: "…" } as never;

/** What may come of sending the placeholder. */
function placesOf(
  { isBrief }: Extract<Action, { do: "place" }>,
  world: World,
  runner: Runner,
  { on, rules }: Making,
): Step[] {
  const isNew = !world.placeToken;
  const taken: Partial<World> = isNew
    ? { place: "shown", placeToken: true, ...(rules.sharesToken ? { tokens: [...world.tokens, 0] } : {}) }
    : {};
  const fault = { faults: world.faults - 1 };
  const unknown: Event = isBrief ? { type: "placed" } : { type: "again", isAmbiguous: true };
  const faults =
    world.faults === 0
      ? []
      : [
          on("shows a placeholder, answer lost", unknown, { ...taken, ...fault }),
          on("shows a placeholder, which fails", unknown, fault),
          isBrief
            ? on("shows a placeholder, which is refused", { type: "unplaced" }, fault)
            : on("can't show a placeholder any more", { type: "unreachable" }, { odd: true, ...fault }),
        ];
  return [on("shows a placeholder", { type: "placed", id: "p" }, taken), ...faults].map((step) => {
    const isShown = isNew && step.world.place === "shown";
    if (isShown && world.place !== "" && world.place !== "gone")
      return { ...step, broken: "showed a second placeholder" };
    return isShown ? spoken(step, world, runner, true) : step;
  });
}

/** What may come of an edit that puts a part in the placeholder's place, or nothing. */
function replacesOf(
  { part }: Extract<Action, { do: "replace" }>,
  world: World,
  bounds: Bounds,
  { on }: Making,
): Step[] {
  const said = part ? (part as unknown as { said: string }).said : undefined;
  const what = said ? `replaces it by ${said}` : "empties it";
  const isThere = world.place !== "gone" && bounds.mayEdit !== false;
  if (!isThere) return [on(`${what}: refused for good`, { type: "gone" })];
  const rest = world.place === "replaced" ? world.said.slice(1) : world.said;
  // What two attempts do at once in the moment of a pause isn't covered: a part may be taken back by the other. People deal with it then.
  const left = isQuieted(world.people) ? world.said : rest;
  const taken: Partial<World> = said ? { place: "replaced", said: [said, ...rest] } : { place: "emptied", said: left };
  const fault = { faults: world.faults - 1 };
  const lost: Event = { type: "again", isAmbiguous: true };
  const faults =
    world.faults === 0
      ? []
      : [
          on(`${what}, answer lost`, lost, { ...taken, ...fault }),
          on(`${what}, which fails`, lost, fault),
          on(`${what}, and can't any more`, { type: "unreachable" }, { odd: true, ...fault }),
          // While an edit of ours goes through the flow, Chime may refuse another.
          ...(world.place === "shown" ? [] : [on(`${what}: refused, since it was edited`, { type: "gone" }, fault)]),
        ];
  return [on(what, { type: "accepted" }, taken), ...faults];
}

/** Whether a placeholder stands that the bot may edit. */
export function isPlaceLeft({ place }: World, { mayEdit }: Bounds): boolean {
  return place === "shown" && mayEdit !== false;
}

/** Whether the bot has said all that is remembered of its answer. */
export function isAllSaid({ claim, said, isMute }: World): boolean {
  if (claim?.state === "sent") return said.length > 0 || isMute;
  if (claim?.state !== "remembered") return false;
  return saidBy(claim.answer).every((part, at) => said[at] === part);
}

/** A step in which the bot's words may have come into the channel, judged by what people were promised. */
function spoken(step: Step, before: World, runner: Runner, isPlaceholder = false): Step {
  const { world } = step;
  const isNew =
    isPlaceholder ||
    world.said.length > before.said.length ||
    (world.chime !== before.chime && /^[RHFLU]/.test(world.chime));
  const { answer } = runner.move?.attempt ?? {};
  const isOurs = answer !== undefined && (world.said.at(-1) ?? world.chime).startsWith("H");
  const { people, broken } = speakingOf(before.people, {
    isNew,
    isHandoff: isOurs,
    isLate: runner.isLate ?? false,
    checked: runner.checked,
  });
  return { ...step, world: { ...world, people }, ...(broken ? { broken } : {}) };
}
