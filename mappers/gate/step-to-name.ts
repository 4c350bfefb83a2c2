import type { GateStep } from "./gate.ts";

/** What each gate step checks, in words that read well beside a tick and beside a cross. */
const GATE_NAMES: Readonly<Record<GateStep, string>> = {
  "not-standard": "standard message",
  "own-message": "not from this bot",
  "bot-message": "not from any bot",
  envelope: "not a bot's reply",
  "application-message": "not application data",
  "not-text": "text that bots read",
  edit: "no edit to leave alone",
  "no-text": "not blank",
  "targeted-elsewhere": "not for someone else",
  "not-invoked": "asks a bot",
  "text-too-long": "short enough for Lex",
  "input-would-be-lost": "words can be kept",
};

/** Other entries of a trace: hooks, and steps before or after the gate. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  onMessage: "onMessage lets it pass",
  nativeReply: "not a native reply",
  lookup: "message looked up",
  paused: "no person has taken over",
  reset: "session reset",
  sharedSlot: "asked of this person",
  beforeTurn: "beforeTurn lets it pass",
  afterReply: "afterReply lets it pass",
};

/**
 * Gives a step of a trace a name for people, to show beside a tick or a cross: "standard message" for `not-standard`. Records and cases hold
 * the step itself, which is the reason if it stopped a message. An unknown step keeps its own name.
 */
export function stepToName(step: string): string {
  const names: Readonly<Record<string, string>> = { ...OTHER_NAMES, ...GATE_NAMES };
  return Object.hasOwn(names, step) ? (names[step] ?? step) : step;
}
