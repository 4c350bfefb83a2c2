import { randomBytes } from "node:crypto";
import { isIdentity, isPlainKey, isTimestamp, mayStay } from "./allowed.ts";
import { wordsIn } from "./inside.ts";
import { type Kept, NOTHING_KEPT } from "./kept.ts";
import { canonical, Pseudonyms, written } from "./pseudonyms.ts";
import { movedNumber, type Replacing } from "./replace-form.ts";
import { TextScrubber, type Texts } from "./scrub-text.ts";

export interface ScrubOptions {
  /** What happens to free text. `replaced` (default): every word of it; `searched`: what has a form, and the names that are known. */
  readonly texts?: Texts;
  /** Texts that may stay. */
  readonly kept?: Kept;
  /** Names to look for beside those of the senders. */
  readonly names?: readonly string[];
  /** Makes a run repeatable. Without one, it is drawn, and nobody can tell which pseudonym stands for whom. */
  readonly salt?: string;
  /** What was scrubbed before: its words are pseudonyms already, and stay. */
  readonly scrubbed?: unknown;
}

/** Scrubs values of one run: the same in, the same out, and what came out stays as it is. */
export interface Scrubber {
  /** A copy without what says who wrote it. The top members are `event`, `request`, `result`, `failure` and `config`. */
  scrub<Value>(value: Value): Value;
}

/** At least a month, at most ten years back: far enough that a day tells nothing. */
const DAYS_MIN = 31;
const DAYS = 3_600;

/**
 * A scrubber. What it finds, and what it does not: docs/testing.md. Numbers, names and words become pseudonyms of the same form;
 * structure, references, lengths (as UTF-8) and intervals of time stay.
 */
export function createScrubber(options: ScrubOptions = {}): Scrubber {
  const { texts = "replaced", kept = NOTHING_KEPT, names = [], salt = randomBytes(32).toString("hex") } = options;
  const pseudonyms = new Pseudonyms(salt);
  if (options.scrubbed !== undefined) pseudonyms.own(wordsIn(options.scrubbed));
  let days = 0;
  pseudonyms.of("days", (_, draw) => {
    days = -(DAYS_MIN + draw(DAYS));
    return `days${-days}`;
  });
  const replacing: Replacing = { pseudonyms, days };
  const known = new Set(names.filter((name) => canonical(name) !== ""));

  const walk = (value: unknown, path: string, text: TextScrubber): unknown => {
    if (typeof value === "string") return scrubString(value, path, text);
    if (typeof value === "number") return scrubNumber(value, path, replacing, texts);
    if (Array.isArray(value)) return value.map((one) => walk(one, path, text));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        text.key(key, isPlainKey(key)),
        walk(one, path === "" ? key : `${path}.${key}`, text),
      ]),
    );
  };

  return {
    scrub: <Value>(value: Value): Value => {
      pseudonyms.meet(wordsIn(value));
      for (const name of sendersIn(value)) if (!pseudonyms.isOwn(name)) known.add(name);
      const text = new TextScrubber({
        replacing,
        kept,
        texts,
        names: [...known],
        walk: (one, path, self) => walk(one, path, self),
      });
      const scrubbed = walk(value, "", text) as Value;
      pseudonyms.own(wordsIn(scrubbed));
      return scrubbed;
    },
  };
}

function scrubString(value: string, path: string, text: TextScrubber): string {
  if (mayStay(path)) return text.searched(value);
  return isIdentity(path) ? text.identity(value) : text.text(value, path);
}

function scrubNumber(value: number, path: string, replacing: Replacing, texts: Texts): number {
  if (mayStay(path)) return value;
  if (isTimestamp(path) && value >= 1_000_000_000) return movedNumber(value, replacing);
  const digits = String(Math.abs(value));
  const count = digits.replace(/\D/g, "").length;
  const isTold = texts === "replaced" || count >= 7;
  if (!isTold || !Number.isFinite(value) || replacing.pseudonyms.isOwn(digits)) return value;
  const [mantissa = "", ...exponent] = digits.split(/(?=e)/);
  // Neither end becomes a zero: it would not be there any more when the number is read. "0.5" stays below one.
  const found = replacing.pseudonyms.of(mantissa, (form, draw) =>
    [...form]
      .map((digit, at) => (at === 0 && digit === "0" ? 0 : at === 0 || at === form.length - 1 ? 1 + draw(9) : draw(10)))
      .join(""),
  );
  return Math.sign(value || 1) * Number(`${written(mantissa, found)}${exponent.join("")}`);
}

/** Names of senders, whole and in parts that are long enough to mean somebody. */
function sendersIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(sendersIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const name: unknown =
      key === "Sender" && typeof one === "object" && one !== null ? (one as { Name?: unknown }).Name : undefined;
    const parts =
      typeof name === "string" ? [name, ...name.split(/\s+/).filter((part) => part.length >= NAME_PART_MIN)] : [];
    return [...parts, ...sendersIn(one)];
  });
}

const NAME_PART_MIN = 3;
