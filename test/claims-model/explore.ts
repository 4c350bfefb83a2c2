import { NOBODY } from "../../src/post/attempt/state.ts";
import { isKnownToAsk, isQuieted, peopleKey } from "./people.ts";
import {
  type Bounds,
  initial,
  isAllSaid,
  isPlaceLeft,
  letterOf,
  type Rules,
  saidBy,
  stepsFrom,
  type World,
} from "./world.ts";

export interface Exploration {
  readonly states: number;
  /** The shortest way to a broken promise, a step each; absent where every promise holds. */
  readonly counterexample?: { readonly broken: string; readonly steps: readonly string[] };
}

/** Every interleaving within the bounds, breadth first, so that what is found is shortest. */
export function explore(rules: Rules, bounds: Bounds): Exploration {
  const first = initial(bounds);
  const seen = new Set([keyOf(first)]);
  const parents: number[] = [-1];
  const labels: string[] = [""];
  let frontier: [number, World][] = [[0, first]];
  const pathTo = (index: number, last?: string): string[] => {
    const path = last ? [last] : [];
    for (let at = index; at > 0; at = parents[at] ?? -1) path.unshift(labels[at] ?? "");
    return path;
  };
  while (frontier.length > 0) {
    const layer = frontier;
    frontier = [];
    for (const [index, world] of layer) {
      const steps = stepsFrom(world, rules, bounds);
      const broken = promiseBrokenBy(
        world,
        bounds,
        steps.every(({ label }) => isTime(label)),
      );
      if (broken && isKept(broken, bounds))
        return { states: seen.size, counterexample: { broken, steps: pathTo(index) } };
      for (const step of steps) {
        if (step.broken && isKept(step.broken, bounds)) {
          return { states: seen.size, counterexample: { broken: step.broken, steps: pathTo(index, step.label) } };
        }
        const key = keyOf(step.world);
        if (seen.has(key)) continue;
        seen.add(key);
        parents.push(index);
        labels.push(step.label);
        frontier.push([parents.length - 1, step.world]);
      }
    }
  }
  return { states: seen.size };
}

/** Without its store an attempt can't know what others post; that it takes no second turn and leaves nothing pending stays. Words of its own it then leaves unsaid. */
function isKept(broken: string, { outages, own }: Bounds): boolean {
  return outages === 0 || own || !/^(posted|said|threw)|parts|placeholder left|is left/.test(broken);
}

/** Of a world where nothing more happens but time. */
function isTime(label: string): boolean {
  return label.startsWith("Chime forgets") || label === "72 hours pass";
}

function promiseBrokenBy(world: World, bounds: Bounds, isEnd: boolean): string | undefined {
  const { grant, turns: turnsMax } = bounds;
  const { turns, chime, said, claim, odd, runners, returned, told, people } = world;
  if (said.some((part, at) => said.indexOf(part) !== at)) return `said a part twice: ${said.join(" ")}`;
  if (claim?.state === "remembered" && claim.answer.parts) {
    const all = saidBy(claim.answer);
    if (said.length > all.length || said.some((part, at) => part !== all[at])) {
      return `said ${said.join(" ")}, remembered ${all.join(" ")}`;
    }
  }
  if (!odd && said.some((part) => /^[FLU]/.test(part))) return `said ${said.join(" ")} though nothing failed`;
  if (turns > turnsMax) return "a second turn";
  if (chime === "Q" && !isQuieted(people) && !odd) return "quiet though nobody had taken over";
  if (claim?.state === "remembered" && chime !== "" && chime !== "Q" && chime !== letterOf(claim.answer)) {
    return `posted ${chime}, remembered ${letterOf(claim.answer)}`;
  }
  if (!odd && /^[FLU]/.test(chime)) return `posted ${chime} though nothing failed`;
  if (!isEnd) return undefined;
  if (runners.some(({ status }) => status === "running" || status === "idle")) return "stuck";
  if (grant && returned && chime === "") return "an attempt ran to its end, and the message is pending";
  const isReply =
    runners.length > 0 && (claim?.state === "sent" || (claim?.state === "remembered" && claim.answer.parts));
  if (grant && returned && isReply && !isAllSaid(world) && !isQuieted(people))
    return "an attempt ran to its end, and parts are unsent";
  if (grant && returned && isPlaceLeft(world, bounds)) return "an attempt ran to its end, and a placeholder is left";
  if (returned && people.askedAt !== undefined && !isKnownToAsk(people) && !odd)
    return "a person was asked for in vain";
  if (!grant && !told) return "a missing permission, and nobody said so";
  return undefined;
}

/** Deliveries are interchangeable, and an attempt that is over is known only by what it left behind. */
function keyOf(world: World): string {
  const { claim, runners } = world;
  const alive = new Set(runners.flatMap(({ move }) => (move ? [move.attempt.by] : [])));
  const parts = runners
    .map(({ attempt, status, move, asked, checked, isLate }) => {
      if (!move) return `${attempt}${status}`;
      const { by, phase, answer, from, isPoster, mayHavePosted, owed, released, sent, ending, hasPaused } =
        move.attempt;
      const { placeholder, due, isGone, hasListed, isWithheld, hasShown, isSwept } = move.attempt;
      const shows = `${placeholder?.id ?? (placeholder ? "?" : "")}${due !== undefined}${isGone}${hasListed}${isWithheld}${hasShown}${isSwept}`;
      const holds = claim?.by === by ? "*" : "";
      const posts = claim?.posters.includes(by) ? "+" : "";
      const doubts = from === undefined ? "" : from === claim?.by ? "=" : "≠";
      return `${attempt}${status}${phase}${move.action.do}${answer ? letterOf(answer) + saidBy(answer).join() : ""}${released}${sent}${ending?.do ?? ""}${asked ?? ""}${isPoster}${mayHavePosted}${owed?.kind ?? ""}${holds}${posts}${doubts}${isLate}${checked === undefined ? "" : world.people.begun - checked}${hasPaused}${answer?.pause !== undefined}${shows}`;
    })
    .sort();
  const ghost = claim?.posters.some((poster) => !alive.has(poster));
  const record = claim
    ? `${claim.state}${claim.state === "remembered" ? letterOf(claim.answer) + saidBy(claim.answer).join() + claim.released : ""}${world.isLasting}${claim.state === "sent" ? "" : (claim.placeholder?.id ?? (claim.placeholder ? "?" : ""))}${alive.has(claim.by)}${claim.by === NOBODY}${ghost}`
    : "none";
  const {
    chime,
    said,
    tokens,
    place,
    placeToken,
    deletions,
    isMute,
    turns,
    faults,
    crashes,
    outages,
    odd,
    returned,
    told,
    people,
  } = world;
  return [
    record,
    chime,
    said.join(),
    tokens.join(),
    place,
    placeToken,
    deletions,
    isMute,
    turns,
    faults,
    crashes,
    outages,
    odd,
    returned,
    told,
    peopleKey(people),
    ...parts,
  ].join("|");
}
