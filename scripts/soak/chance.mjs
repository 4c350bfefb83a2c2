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

export const RATES = { never: 0.004, crash: 0.01, duplicate: 0.4 };

/** How likely each fault strikes a call. Their names are those of the emulator (docs/emulator.md). */
export const FAULT_RATES = {
  throttle: 0.05,
  "lose-answer": 0.02,
  "throttle 400": 0.01,
  "refuse 408": 0.01,
  credentials: 0.01,
  "proxy-page": 0.01,
  unreadable: 0.01,
};

/** The fault for a number from 0 to 1, if one strikes. */
export function drawFault(drawn) {
  let least = 0;
  for (const [name, rate] of Object.entries(FAULT_RATES)) {
    least += rate;
    if (drawn < least) return name;
  }
  return undefined;
}
