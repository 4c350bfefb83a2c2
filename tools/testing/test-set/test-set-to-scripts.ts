import type { TestRow } from "./test-set.ts";

/** A script to write: its file's name, and its YAML. */
export interface WrittenScript {
  readonly name: string;
  readonly yaml: string;
}

const TITLE_MAX = 80;

/**
 * A script for each conversation and each single input, named so that their order is the set's. A row's words, expected intent and
 * slots, attributes, contexts and prompts are all in it, so that `scriptsToTestSet` gives the same rows back.
 */
export async function testSetToScripts(rows: readonly TestRow[], bot?: string): Promise<WrittenScript[]> {
  const { stringify } = await import("yaml");
  const groups = new Map<string, { readonly first: number; readonly rows: TestRow[] }>();
  for (const [at, row] of rows.entries()) {
    const key = row.conversation === undefined ? `single ${at}` : `conversation ${row.conversation}`;
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { first: at + 1, rows: [row] });
  }
  const width = String(rows.length).length;
  return [...groups.values()].map(({ first, rows: own }) => {
    const number = own[0]?.conversation;
    const what = number === undefined ? "single" : toFileName(`conversation ${number}`);
    const script = {
      title: toTitle(own, number),
      ...(number === undefined ? {} : { conversation: number }),
      ...(bot === undefined ? {} : { bot }),
      turns: own.flatMap(rowToSteps),
    };
    return {
      name: `${String(first).padStart(width, "0")}-${what}.yaml`,
      yaml: stringify(script, { lineWidth: 0 }),
    };
  });
}

function rowToSteps(row: TestRow): object[] {
  const { source, input, intent, slots, requestAttributes, sessionAttributes, contexts, hints } = row;
  const expected = {
    ...(intent === undefined ? {} : { intent }),
    ...(isEmpty(slots) ? {} : { heard: slots }),
  };
  if (source === "Agent") return [{ bot: { prompt: input, ...expected } }];
  const given = {
    ...(isEmpty(requestAttributes) ? {} : { requestAttributes }),
    ...(isEmpty(sessionAttributes) ? {} : { sessionAttributes }),
    ...(contexts.length === 0 ? {} : { contexts }),
    ...(hints.length === 0 ? {} : { hints }),
  };
  return [
    { user: isEmpty(given) ? input : { text: input, ...given } },
    ...(isEmpty(expected) ? [] : [{ bot: expected }]),
  ];
}

function toTitle(rows: readonly TestRow[], number: string | undefined): string {
  const short = textToTitle(rows.find(({ source }) => source === "User")?.input ?? rows[0]?.input ?? "");
  return number === undefined ? short : `Conversation ${number}: ${short}`;
}

/** A text on one line, cut to the length of a title. */
export function textToTitle(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > TITLE_MAX ? `${line.slice(0, TITLE_MAX).toWellFormed()}…` : line;
}

function toFileName(text: string): string {
  return text
    .replace(/[^0-9A-Za-z]+/g, "-")
    .slice(0, 60)
    .replace(/-$/, "");
}

function isEmpty(values: object): boolean {
  return Object.keys(values).length === 0;
}
