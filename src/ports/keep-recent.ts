/** Puts an entry last in a map, and forgets the oldest beyond `most`. A map keeps its entries in the order in which they were put. */
export function keepRecent<Key, Value>(map: Map<Key, Value>, [key, value]: readonly [Key, Value], most: number): Value {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
  return value;
}
