// Every fault is decided by the seed and by what it is about, not by the order in which things happen: the plan repeats.
export function chanceOf(seed) {
  /** A number from 0 to 1 that belongs to these words alone. */
  return (...words) => {
    let hash = seed ^ 0x9e3779b9;
    for (const unit of words.join("|")) hash = Math.imul(hash ^ unit.codePointAt(0), 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
    return (hash >>> 0) / 2 ** 32;
  };
}

export const RATES = { throttle: 0.05, lost: 0.02, never: 0.004, crash: 0.01, duplicate: 0.4 };
