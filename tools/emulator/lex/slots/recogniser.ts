/**
 * What some words mean for a slot, as Lex reports it: `interpreted` becomes `interpretedValue` (null where Lex leaves the
 * choice open, as for "at 5"), `resolved` becomes `resolvedValues`.
 */
export interface Meaning {
  readonly interpreted: string | null;
  readonly resolved: readonly string[];
}

/** Where the words stand: the clock in epoch milliseconds, and whether they are cut out of a longer text. */
export interface Setting {
  readonly now: number;
  readonly part: boolean;
}

/**
 * Recognises one slot type. All of these are simple stand-ins for what Lex learns: tables of fifteen languages, the calendar in
 * UTC, no lists of names. `docs/emulator.md` says so to users.
 */
export interface Recogniser {
  /** It takes nearly any words, so that they say little about which intent is meant. */
  readonly loose: boolean;
  /** The most words that one value has. */
  readonly words: number;
  /** The meaning of a text as a whole, or undefined. */
  readonly recognise: (text: string, setting: Setting) => Meaning | undefined;
  /** The same for a text that is cut into words already, where that spares cutting it again. */
  readonly recogniseWords?: (words: readonly string[], text: string) => Meaning | undefined;
  /**
   * Whether a value counts that leaves these words of the answer over. A date that is a day early ("tomorrow" out of "the day before
   * tomorrow") is worse than a question that is asked again.
   */
  readonly mayLeave?: (rest: string, now: number) => boolean;
  /** What an answer that holds no known value still means; without it the slot is asked for again. */
  readonly keep?: (answer: string) => Meaning;
}

export function exactly(value: string): Meaning {
  return { interpreted: value, resolved: [value] };
}

/** Finds the recogniser of a slot type by its name. */
export type Recognisers = (typeName: string) => Recogniser;
