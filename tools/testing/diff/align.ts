/** Two lists brought beside each other, in their order: a member without a partner was lost, or added. */
export type Pair<Item> =
  | { readonly expected: Item; readonly at: number; readonly actual: Item; readonly nowAt: number }
  | { readonly expected: Item; readonly at: number }
  | { readonly actual: Item; readonly nowAt: number };

/**
 * Pairs the members of two lists so that they are as much alike as can be. `likeness` is 0 for what can't be a pair; what a pair
 * is worth adds up, so that two equal members weigh more than one that merely stands at the same place.
 */
export function alignItems<Item>(
  expected: readonly Item[],
  actual: readonly Item[],
  likeness: (expected: Item, actual: Item) => number,
): Pair<Item>[] {
  const [rows, columns] = [expected.length, actual.length];
  const alike = expected.map((one) => actual.map((other) => likeness(one, other)));
  /** The best that can be had of what follows two places. */
  const best = Array.from({ length: rows + 1 }, () => new Array<number>(columns + 1).fill(0));
  const bestAt = (i: number, j: number) => best[i]?.[j] ?? 0;
  const worth = (i: number, j: number) => {
    const like = alike[i]?.[j] ?? 0;
    return like > 0 ? like + bestAt(i + 1, j + 1) : 0;
  };
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const row = best[i];
      if (row) row[j] = Math.max(bestAt(i + 1, j), bestAt(i, j + 1), worth(i, j));
    }
  }
  const pairs: Pair<Item>[] = [];
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    const [one, other] = [expected[i], actual[j]];
    const isPair = i < rows && j < columns && worth(i, j) > 0 && worth(i, j) === bestAt(i, j);
    if (isPair) pairs.push({ expected: one as Item, at: i++, actual: other as Item, nowAt: j++ });
    else if (i < rows && bestAt(i + 1, j) === bestAt(i, j)) pairs.push({ expected: one as Item, at: i++ });
    else pairs.push({ actual: other as Item, nowAt: j++ });
  }
  return pairs;
}
