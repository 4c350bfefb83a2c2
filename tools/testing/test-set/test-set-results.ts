import type { BotAnswer } from "../conversation/channel.ts";
import { heardIn, heardToText, isHeard } from "../conversation/heard.ts";
import type { ConversationResult, ConversationTurn } from "../conversation/run.ts";
import { scriptsToTestSet } from "./scripts-to-test-set.ts";
import type { TestRow } from "./test-set.ts";

/** How something came out, in the Workbench's words (API TestResultMatchStatus). */
export type RowMatch = "Matched" | "Mismatched" | "ExecutionError";

/** A User row of a test set, and what came of it. A part that nothing was expected of is absent. */
export interface RowResult {
  readonly row: TestRow;
  /** Of the script, for who looks it up. */
  readonly file: string;
  readonly line: number;
  readonly endToEnd: RowMatch;
  readonly intent?: RowMatch;
  readonly slots: Readonly<Record<string, RowMatch>>;
  readonly actual?: { readonly intent?: string; readonly slots: Readonly<Record<string, string>> };
  /** What is not as expected, or why it could not be run; absent where it matched. */
  readonly why?: string;
}

/** How many there are, and how they came out. */
export interface MatchCounts {
  readonly total: number;
  readonly matched: number;
  readonly mismatched: number;
  readonly errors: number;
}

/** A run as the Workbench sums it up (API ListTestExecutionResultItems: overall, conversation, intent and slot results). */
export interface TestSetResults {
  readonly rows: readonly RowResult[];
  readonly singleInputs: MatchCounts;
  readonly conversations: MatchCounts;
  readonly turns: MatchCounts;
  readonly intents: readonly (MatchCounts & { readonly intent: string })[];
  readonly slots: readonly (MatchCounts & { readonly intent: string; readonly slot: string })[];
}

/** The results of scripts, row by row, and what they add up to. Conversations that were skipped have no rows. */
export function resultsToTestSet(results: readonly ConversationResult[]): TestSetResults {
  const rows: RowResult[] = [];
  const conversations: RowMatch[] = [];
  const singles: RowMatch[] = [];
  for (const result of results) {
    if (result.skipped !== undefined) continue;
    const own = resultToRows(result);
    rows.push(...own);
    const isConversation = result.conversation.conversation !== undefined || own.length > 1;
    (isConversation ? conversations : singles).push(worst(own.map(({ endToEnd }) => endToEnd)));
  }
  return {
    rows,
    singleInputs: countsOf(singles),
    conversations: countsOf(conversations),
    turns: countsOf(rows.map(({ endToEnd }) => endToEnd)),
    intents: intentsOf(rows),
    slots: slotsOf(rows),
  };
}

function resultToRows({ conversation, turns, broken }: ConversationResult): RowResult[] {
  const users = conversation.steps.filter(({ kind }) => kind === "user");
  return users.flatMap((step, at) => {
    const from = conversation.steps.indexOf(step);
    const length = conversation.steps.slice(from + 1).findIndex(({ kind }) => kind === "user");
    const own = conversation.steps.slice(from, length === -1 ? undefined : from + 1 + length);
    const found = scriptsToTestSet([{ ...conversation, steps: own }]).rows.find(({ source }) => source === "User");
    const turn = turns[at];
    const row = found ?? pressed(turn);
    if (row === undefined) return [];
    const number = conversation.conversation ?? (users.length > 1 ? conversation.title : undefined);
    const numbered = { ...row, ...(number === undefined ? {} : { conversation: number }) };
    const place = { file: conversation.file, line: step.line };
    const why = broken?.error.message ?? "an earlier turn ended the conversation";
    return [turn ? turnToResult(numbered, turn, place) : notRun(numbered, why, place)];
  });
}

type Place = Pick<RowResult, "file" | "line">;

/** A button's value is known once it was pressed. */
function pressed(turn: ConversationTurn | undefined): TestRow | undefined {
  if (turn === undefined) return undefined;
  const none = { slots: {}, requestAttributes: {}, sessionAttributes: {}, contexts: [], hints: [] };
  return { source: "User", input: turn.text, ...none };
}

function turnToResult(row: TestRow, { answer, misses }: ConversationTurn, place: Place): RowResult {
  const actual = intentOf(answer);
  const isError = answer.problem !== undefined || answer.turn?.refused !== undefined;
  const match = (fits: boolean): RowMatch => (isError ? "ExecutionError" : fits ? "Matched" : "Mismatched");
  const slots = Object.entries(row.slots).map(([name, expected]) => [
    name,
    match(isHeard(expected, heardIn(answer, name))),
  ]);
  const why = misses.map(({ what, expected, said }) => `${what}: expected ${expected}, was ${said}`).join("; ");
  return {
    row,
    ...place,
    endToEnd: match(misses.length === 0),
    ...(row.intent === undefined ? {} : { intent: match(actual === row.intent) }),
    slots: Object.fromEntries(slots),
    actual: { ...(actual === undefined ? {} : { intent: actual }), slots: slotsIn(answer) },
    ...(why === "" ? {} : { why }),
  };
}

function notRun(row: TestRow, why: string, place: Place): RowResult {
  const slots = Object.keys(row.slots).map((name) => [name, "ExecutionError" as const]);
  return {
    ...{ row, ...place, endToEnd: "ExecutionError", why },
    ...(row.intent === undefined ? {} : { intent: "ExecutionError" }),
    slots: Object.fromEntries(slots),
  };
}

function intentOf({ turn }: BotAnswer): string | undefined {
  return turn?.result?.sessionState?.intent?.name ?? undefined;
}

function slotsIn(answer: BotAnswer): Record<string, string> {
  const names = Object.keys(answer.turn?.result?.sessionState?.intent?.slots ?? {});
  return Object.fromEntries(
    names.map((name) => [name, heardToText(heardIn(answer, name))] as const).filter(([, text]) => text !== ""),
  );
}

function worst(matches: readonly RowMatch[]): RowMatch {
  if (matches.length === 0 || matches.includes("ExecutionError")) return "ExecutionError";
  return matches.includes("Mismatched") ? "Mismatched" : "Matched";
}

function countsOf(matches: readonly RowMatch[]): MatchCounts {
  const count = (wanted: RowMatch) => matches.filter((match) => match === wanted).length;
  return {
    ...{ total: matches.length, matched: count("Matched") },
    ...{ mismatched: count("Mismatched"), errors: count("ExecutionError") },
  };
}

function intentsOf(rows: readonly RowResult[]): TestSetResults["intents"] {
  const names = [...new Set(rows.flatMap(({ row }) => row.intent ?? []))].sort();
  return names.map((intent) => ({
    intent,
    ...countsOf(rows.flatMap((one) => (one.row.intent === intent && one.intent ? [one.intent] : []))),
  }));
}

function slotsOf(rows: readonly RowResult[]): TestSetResults["slots"] {
  const all = rows.flatMap(({ row, slots }) =>
    Object.entries(slots).map(([slot, match]) => ({ intent: row.intent ?? "", slot, match })),
  );
  const keys = new Map(all.map(({ intent, slot }) => [`${intent}\n${slot}`, { intent, slot }] as const));
  return [...keys.values()]
    .sort((a, b) => a.intent.localeCompare(b.intent, "en") || a.slot.localeCompare(b.slot, "en"))
    .map((key) => ({
      ...key,
      ...countsOf(
        all.filter(({ intent, slot }) => intent === key.intent && slot === key.slot).map(({ match }) => match),
      ),
    }));
}
