/** A part of a text, from `start` up to and without `end`, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface BacktickRun extends TextRange {
  readonly key: string;
}

const FENCE_OPENS = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const FENCE_CLOSES = /^ {0,3}(`{3,}|~{3,})$/;

/**
 * The parts of a text that Markdown shows as code (CommonMark 0.31, "Fenced code blocks" and "Code spans"): fenced blocks, to the end
 * of the text where they aren't closed, and spans between two backtick runs of equal length in one paragraph. In no order. In time
 * linear to the text, whatever is in it.
 */
export function codeRanges(text: string): TextRange[] {
  const ranges: TextRange[] = [];
  const runs: BacktickRun[] = [];
  let fence: { mark: string; start: number } | undefined;
  let paragraph = 0;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]*(?:\r\n?|\n|$)/g)) {
    const words = line.trimEnd();
    if (fence) {
      if (!FENCE_CLOSES.exec(words)?.[1]?.startsWith(fence.mark)) continue;
      ranges.push({ start: fence.start, end: index + line.length });
      fence = undefined;
      continue;
    }
    const mark = FENCE_OPENS.exec(words)?.[1];
    if (mark) fence = { mark, start: index };
    if (mark || words === "") paragraph++;
    else for (const run of line.matchAll(/`+/g)) runs.push(toRun(run[0].length, index + run.index, paragraph));
  }
  if (fence) ranges.push({ start: fence.start, end: text.length });
  return [...ranges, ...spans(runs)];
}

function toRun(length: number, start: number, paragraph: number): BacktickRun {
  return { start, end: start + length, key: `${paragraph}:${length}` };
}

/** A run closes with the next of its length. One that has none is text, and what follows it may open a span. */
function spans(runs: readonly BacktickRun[]): TextRange[] {
  const next: (number | undefined)[] = [];
  const seen = new Map<string, number>();
  for (const [at, { key }] of [...runs.entries()].reverse()) {
    next[at] = seen.get(key);
    seen.set(key, at);
  }
  const found: TextRange[] = [];
  let end = 0;
  for (const [at, open] of runs.entries()) {
    const close = runs[next[at] ?? -1];
    if (!close || open.start < end) continue;
    end = close.end;
    found.push({ start: open.start, end });
  }
  return found;
}
