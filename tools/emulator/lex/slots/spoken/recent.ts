/** How many results a reader keeps. Types and slots ask about the same words of one text, and people say the same things. */
const KEPT = 2_000;

/** A reader that remembers what it read last. `key` names what a result depends on beside the text. */
export function recent<T, Rest extends readonly unknown[]>(
  read: (text: string, ...rest: Rest) => T,
  key: (...rest: Rest) => string,
): (text: string, ...rest: Rest) => T {
  const results = new Map<string, T>();
  return (text, ...rest) => {
    const name = `${key(...rest)} ${text}`;
    if (results.has(name)) return results.get(name) as T;
    if (results.size >= KEPT) results.clear();
    const result = read(text, ...rest);
    results.set(name, result);
    return result;
  };
}
