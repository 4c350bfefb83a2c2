/**
 * One place where what happened differs from what was expected.
 *
 * ```json
 * { "path": "callback.ChannelMessage.MessageAttributes.CHIME.LEX.sessionState.intent.state",
 *   "what": "attribute intent.state", "expected": "Fulfilled", "actual": "Failed" }
 * ```
 */
export interface Difference {
  /** Where, for machines. */
  readonly path: string;
  /** Where, in words. */
  readonly what: string;
  /** Undefined where nothing was expected. */
  readonly expected: unknown;
  /** Undefined where nothing is there. */
  readonly actual: unknown;
  /** What became of it, where that says more than both values. */
  readonly how?: string;
}

/** How the parts of a sentence are set off: colours on a terminal, nothing in a pipe. */
export interface Paint {
  readonly expected: (text: string) => string;
  readonly actual: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const same = (text: string) => text;
export const PLAIN: Paint = { expected: same, actual: same, quiet: same };

/** A difference as one line: `message 2: card subtitle lost ("Pick one")`, `attribute intent.state: Fulfilled → Failed`. */
export function differenceToText({ what, expected, actual, how }: Difference, paint: Paint = PLAIN): string {
  if (how !== undefined) return `${what}: ${paint.actual(how)}`;
  if (actual === undefined) return `${what} ${paint.actual("lost")} ${paint.quiet(`(${shown(expected)})`)}`;
  if (expected === undefined) return `${what} ${paint.actual("added")} ${paint.quiet(`(${shown(actual)})`)}`;
  const [before, after] = shownBeside(expected, actual);
  return `${what}: ${paint.expected(before)} → ${paint.actual(after)}`;
}

/** As much of a value as a line holds. */
const SHOWN_MAX = 80;
/** What stands on either side of the place where two long texts part. */
const BEFORE_PARTING = 24;

/** A value on one line. A bare word stands without quotes, as it would in a sentence. */
export function shown(value: unknown): string {
  return isBareWord(value) ? value : quoted(value);
}

function isBareWord(value: unknown): value is string {
  return typeof value === "string" && /^[\w.:-]{1,80}$/.test(value);
}

function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? "none";
  return text.length > SHOWN_MAX ? `${cut(text, SHOWN_MAX)}… (${numberToText(text.length)} characters)` : text;
}

/** Two values, cut so that the place where they part can be seen. */
function shownBeside(expected: unknown, actual: unknown): [before: string, after: string] {
  if (isBareWord(expected) && isBareWord(actual)) return [expected, actual];
  if (typeof expected !== "string" || typeof actual !== "string") return [shown(expected), shown(actual)];
  if (Math.max(expected.length, actual.length) <= SHOWN_MAX) return [quoted(expected), quoted(actual)];
  const parting = commonLength(expected, actual);
  return [windowOf(expected, parting), windowOf(actual, parting)];
}

function windowOf(text: string, parting: number): string {
  const begin = parting > BEFORE_PARTING ? parting - BEFORE_PARTING : 0;
  const part = text.slice(begin, begin + SHOWN_MAX - 2).toWellFormed();
  const quoted = JSON.stringify(part).slice(1, -1);
  return `"${begin > 0 ? "…" : ""}${quoted}${begin + SHOWN_MAX - 2 < text.length ? "…" : ""}" (${numberToText(text.length)} characters)`;
}

/** How many characters two texts have in common at their beginning. */
export function commonLength(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

function cut(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}

/** 4120 as `4,120`. */
export function numberToText(number: number): string {
  return number.toLocaleString("en-US");
}

/** `1 message`, `2 messages`. */
export function plural(number: number, noun: string): string {
  return `${numberToText(number)} ${noun}${number === 1 ? "" : "s"}`;
}
