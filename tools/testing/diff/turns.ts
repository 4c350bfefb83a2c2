import { isRecord } from "../../../mappers/shapes/json-values.ts";
import type { TurnRequest } from "../../../mappers/shapes/turn.ts";
import { type Difference, shown } from "./difference.ts";
import { leafDifferences, sideBySide, without } from "./leaves.ts";
import { messageDifferences } from "./messages.ts";

/** What Lex was asked beside what it should have been asked. `because` says why it was not asked at all. */
export function turnRequestDifferences(
  expected: unknown,
  actual: TurnRequest | undefined,
  because?: string,
): Difference[] {
  const path = "turn request";
  if (expected === undefined && actual === undefined) return [];
  if (actual === undefined) {
    const how = `was expected, and none was taken${because ? `: ${because}` : ""}`;
    return [{ path, what: "turn", expected, actual, how }];
  }
  if (expected === undefined) {
    const how = `none was expected, and Lex was asked ${shown(actual.text)}`;
    return [{ path, what: "turn", expected, actual, how }];
  }
  return sideBySide(expected, actual).flatMap(([name, before, after]) => {
    const at = `${path}.${name}`;
    if (name === "requestAttributes") return membersOf(at, "request attribute", before, after);
    if (name === "sessionState" && isRecord(before) && isRecord(after)) return sessionDifferences(at, before, after);
    return leafDifferences(at, `turn's ${WORDS[name] ?? name}`, before, after);
  });
}

const WORDS: Readonly<Record<string, string>> = { sessionId: "session", botId: "bot", botAliasId: "bot alias" };

/** What a bot answers now beside what it answered: messages, intent, slots, the dialog's next step, session attributes. */
export function turnResultDifferences(expected: unknown, actual: unknown): Difference[] {
  const path = "turn result";
  return sideBySide(expected, actual).flatMap(([name, before, after]) => {
    const at = `${path}.${name}`;
    // Absent and null are no messages (docs/facts.md §5).
    const [one, other] = [before ?? [], after ?? []];
    if (name === "messages" && Array.isArray(one) && Array.isArray(other)) return messageDifferences(at, one, other);
    if (name === "sessionState" && isRecord(before) && isRecord(after)) return sessionDifferences(at, before, after);
    return leafDifferences(at, `turn result's ${name}`, before, after);
  });
}

function sessionDifferences(
  path: string,
  expected: Record<string, unknown>,
  actual: Record<string, unknown>,
): Difference[] {
  return sideBySide(expected, actual).flatMap(([name, before, after]) => {
    const at = `${path}.${name}`;
    if (name === "sessionAttributes") return membersOf(at, "session attribute", before, after);
    if (name === "intent" && isRecord(before) && isRecord(after)) return intentDifferences(at, before, after);
    if (name === "dialogAction") return leafDifferences(at, "dialog action", stepOf(before), stepOf(after));
    return leafDifferences(at, `session's ${name}`, before, after);
  });
}

function intentDifferences(
  path: string,
  expected: Record<string, unknown>,
  actual: Record<string, unknown>,
): Difference[] {
  const rest = [expected, actual].map((intent) => without(intent, ["slots", "name"]));
  return [
    ...leafDifferences(`${path}.name`, "intent", expected["name"], actual["name"]),
    ...sideBySide(rest[0], rest[1]).flatMap(([name, before, after]) =>
      leafDifferences(`${path}.${name}`, `intent ${name}`, before, after),
    ),
    ...sideBySide(expected["slots"], actual["slots"]).flatMap(([name, before, after]) =>
      slotDifferences(`${path}.slots.${name}`, name, before, after),
    ),
  ];
}

/** A slot by what it was understood as; the words themselves only where that is the same. */
function slotDifferences(path: string, name: string, expected: unknown, actual: unknown): Difference[] {
  const what = `slot ${name}`;
  const understood = leafDifferences(path, what, slotValue(expected), slotValue(actual));
  if (understood.length > 0 || !isRecord(expected) || !isRecord(actual)) return understood;
  return leafDifferences(path, what, expected, actual);
}

/** Null is an empty slot, as an absent one is (docs/facts.md §5). */
function slotValue(slot: unknown): unknown {
  if (slot === null || slot === undefined) return undefined;
  const value = isRecord(slot) ? slot["value"] : undefined;
  return isRecord(value) ? (value["interpretedValue"] ?? value["originalValue"] ?? slot) : slot;
}

/** A dialog action on one line where it holds nothing but what it elicits. */
function stepOf(action: unknown): unknown {
  if (!isRecord(action)) return action;
  const { type, slotToElicit, ...rest } = action;
  if (Object.keys(rest).length > 0) return action;
  return typeof slotToElicit === "string" ? `${String(type)} ${slotToElicit}` : type;
}

function membersOf(path: string, what: string, expected: unknown, actual: unknown): Difference[] {
  return sideBySide(expected, actual).flatMap(([name, before, after]) =>
    leafDifferences(`${path}.${name}`, `${what} ${name}`, before, after),
  );
}
