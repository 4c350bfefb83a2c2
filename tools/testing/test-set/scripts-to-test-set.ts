import { basename } from "node:path";
import type { BotStep, Conversation, UserStep } from "../conversation/script/script.ts";
import type { TestRow } from "./test-set.ts";

/** The rows of scripts, and what of them a test set can't hold, in words. */
export interface ExportedTestSet {
  readonly rows: readonly TestRow[];
  readonly left: readonly string[];
}

/**
 * The rows of a test set that scripts hold: a User row for each text that a member sends, with the intent and the slots that are
 * expected of it, and an Agent row for each prompt, text or card's title. What a test set has no column for is told in `left`.
 */
export function scriptsToTestSet(conversations: readonly Conversation[]): ExportedTestSet {
  const rows: TestRow[] = [];
  const left: string[] = [];
  const taken = new Set(conversations.map(({ conversation }) => conversation));
  let last = 0;
  const nextFree = () => {
    do last++;
    while (taken.has(String(last)));
    return String(last);
  };
  for (const conversation of conversations) {
    const tell = (line: number, what: string) => left.push(`${basename(conversation.file)}:${line}: ${what}`);
    const own = conversationToRows(conversation, tell);
    const number = conversation.conversation ?? (own.length > 1 ? nextFree() : undefined);
    rows.push(...own.map((row) => ({ ...row, ...(number === undefined ? {} : { conversation: number }) })));
  }
  return { rows, left };
}

type Tell = (line: number, what: string) => void;

function conversationToRows({ steps }: Conversation, tell: Tell): TestRow[] {
  const rows: TestRow[] = [];
  for (const step of steps) {
    if (step.kind === "user") {
      const row = userToRow(step.user);
      if (row === undefined) tell(step.line, "a button that is pressed has no text before it is shown");
      else rows.push(row);
      for (const key of ["as", "to", "mentions", "metadata", "attributes", "type", "contentType"] as const) {
        if (step.user[key] !== undefined) tell(step.line, `${key} has no column`);
      }
    } else if (step.kind === "bot") {
      const last = rows.at(-1);
      const row = botToRow(step.bot);
      if (row) rows.push(row);
      else if (last?.source === "User") rows[rows.length - 1] = withExpected(last, step.bot);
      for (const key of WITHOUT_COLUMN) if (step.bot[key] !== undefined) tell(step.line, `${key} has no column`);
    } else tell(step.line, `${step.kind} has no row`);
  }
  return rows;
}

const NOTHING = { slots: {}, requestAttributes: {}, sessionAttributes: {}, contexts: [], hints: [] };

const WITHOUT_COLUMN = [
  ...(["pattern", "payload", "oneOf", "silence", "rest", "error", "state", "elicits"] as const),
  ...(["attributes", "sessionAttributes", "outcome", "reason", "losses", "to"] as const),
];

function userToRow({ text, requestAttributes, sessionAttributes, contexts, hints }: UserStep): TestRow | undefined {
  if (text === undefined) return undefined;
  return {
    ...NOTHING,
    ...{ source: "User", input: text },
    ...(requestAttributes ? { requestAttributes } : {}),
    ...(sessionAttributes ? { sessionAttributes } : {}),
    ...(contexts ? { contexts } : {}),
    ...(hints ? { hints } : {}),
  };
}

/** An Agent row, where the step holds the bot's words. */
function botToRow(step: BotStep): TestRow | undefined {
  const title = typeof step.card?.title === "string" ? step.card.title : undefined;
  const input = step.prompt ?? step.text ?? step.ssml ?? title;
  return input === undefined ? undefined : withExpected({ ...NOTHING, source: "Agent", input }, step);
}

/** `slots` of a script are values as they are resolved, which a test set may name, too. */
function withExpected(row: TestRow, { intent, heard, slots = {} }: BotStep): TestRow {
  const resolved = Object.entries(slots).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return {
    ...row,
    ...(typeof intent === "string" ? { intent } : {}),
    slots: { ...row.slots, ...Object.fromEntries(resolved), ...heard },
  };
}
