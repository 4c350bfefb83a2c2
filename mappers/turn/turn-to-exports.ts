import { isRecord } from "../shapes/json-values.ts";
import type { TurnResult } from "../shapes/turn.ts";

/**
 * Which slots and session attributes reach a reply's attributes: exact names, or prefixes that end in `*`. Those in `deny` never
 * do.
 */
export interface ExportRules {
  readonly slots: readonly string[];
  readonly sessionAttributes: readonly string[];
  readonly deny: readonly string[];
}

const SESSION_ATTRIBUTE = "CHIME.LEX.sessionState.sessionAttributes.";
const SLOT = "CHIME.LEX.sessionState.intent.slots.";

/** Something that may be exported: under which name, by which names it can be allowed or denied, and its values. */
interface Candidate {
  readonly name: string;
  readonly known: readonly string[];
  readonly values: readonly string[];
}

/**
 * The slots and session attributes of a turn that may be shown to the channel, as message attributes:
 *
 * ```json
 * { "CHIME.LEX.sessionState.sessionAttributes.tier": ["gold"], "CHIME.LEX.sessionState.intent.slots.AccountType": ["savings"] }
 * ```
 *
 * A slot's value is its `interpretedValue`, else its `originalValue`; a list slot has one for each of its values (API_runtime_Slot).
 * A sub-slot of a composite slot is called `<slot>.<sub-slot>`, and is allowed or denied by its own name or by its slot's. What is null or
 * empty is left out. The order is that of the rules, so that what is named first gets room first. The prefixes take 41 and 36 of
 * the 64 characters that an attribute's name can have: longer ones become losses in `replyToAttributes`.
 */
export function turnToExports({ sessionState }: TurnResult, rules: ExportRules): Record<string, string[]> {
  const attributes = Object.entries(sessionState?.sessionAttributes ?? {}).map(([name, value]) => ({
    name,
    known: [name],
    values: textsOf(value),
  }));
  const slots = Object.entries(sessionState?.intent?.slots ?? {}).flatMap(([name, slot]) =>
    slotToCandidates(slot, name),
  );
  const mayBeSeen = ({ known, values }: Candidate) => values.length > 0 && !rules.deny.some((one) => names(one, known));
  const allowed = [
    ...allow(attributes.filter(mayBeSeen), rules.sessionAttributes, SESSION_ATTRIBUTE),
    ...allow(slots.filter(mayBeSeen), rules.slots, SLOT),
  ];
  return Object.fromEntries(allowed);
}

function allow(candidates: readonly Candidate[], patterns: readonly string[], prefix: string): [string, string[]][] {
  return patterns.flatMap((pattern) =>
    candidates
      .filter(({ known }) => names(pattern, known))
      .map(({ name, values }): [string, string[]] => [`${prefix}${name}`, [...values]]),
  );
}

function names(pattern: string, known: readonly string[]): boolean {
  const beginning = pattern.endsWith("*") ? pattern.slice(0, -1) : undefined;
  return known.some((name) => (beginning === undefined ? name === pattern : name.startsWith(beginning)));
}

/** A slot, and its sub-slots after it. Lex's answer may hold any of this as null, and is trusted with none of it. */
function slotToCandidates(slot: unknown, name: string, known: readonly string[] = []): Candidate[] {
  if (!isRecord(slot)) return [];
  const { value, values, subSlots } = slot;
  const all = [...known, name];
  const own = Array.isArray(values) ? values.flatMap((one) => (isRecord(one) ? readValue(one["value"]) : [])) : [];
  const parts = isRecord(subSlots) ? Object.entries(subSlots) : [];
  return [
    { name, known: all, values: own.length > 0 ? own : readValue(value) },
    ...parts.flatMap(([part, sub]) => slotToCandidates(sub, `${name}.${part}`, all)),
  ];
}

function readValue(value: unknown): string[] {
  if (!isRecord(value)) return [];
  const interpreted = textsOf(value["interpretedValue"]);
  return interpreted.length > 0 ? interpreted : textsOf(value["originalValue"]);
}

function textsOf(value: unknown): string[] {
  return typeof value === "string" && value !== "" ? [value] : [];
}
