/** The word that is most like the one given, where one is like it at all: at most a third of the longer one differs. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((other) => ({ other, distance: distanceBetween(word.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(word.length, best.other.length) / 3 ? best.other : undefined;
}

/** How many letters must be put in, taken out, exchanged, or swapped with their neighbour to make one word the other. */
function distanceBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchange = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? (before[j - 2] ?? 0) + 1 : exchange;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, exchange, swap));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
