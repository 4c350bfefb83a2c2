// Virtual time: minutes pass in seconds, and every run draws the same pauses.
const real = { setTimeout, clearTimeout, setImmediate, now: Date.now, random: Math.random };

/** Runs `what` in virtual time, which passes only while nothing else is to be done, and resolves to what it resolves to. Each seed draws other pauses. */
export async function inVirtualTime(what, seed = 1) {
  const timers = createTimers();
  let drawn = seed;
  Object.assign(globalThis, { setTimeout: timers.set, clearTimeout: timers.clear });
  Date.now = timers.now;
  Math.random = () => {
    drawn = (drawn * 48_271) % 2_147_483_647;
    return drawn / 2_147_483_647;
  };
  try {
    return await drive(what(), timers);
  } finally {
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
    Date.now = real.now;
    Math.random = real.random;
  }
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Fires timers, one at a time, until `running` is over. */
async function drive(running, timers) {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  running.then(over, over);
  for (;;) {
    // All that follows without time passing runs before the next timer does.
    await new Promise((resolve) => real.setImmediate(resolve));
    if (isOver) return running;
    if (!timers.fireNext()) throw new Error("Everything waits, and nothing is under way.");
  }
}

/** Timers in a heap by time, and by the order in which they were set. */
function createTimers() {
  let now = 1_800_000_000_000;
  let count = 0;
  const heap = [];
  const isBefore = (one, other) => one.at < other.at || (one.at === other.at && one.nth < other.nth);

  function push(timer) {
    let index = heap.push(timer) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(timer, heap[parent])) break;
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = timer;
  }

  function pop() {
    const [first] = heap;
    const last = heap.pop();
    if (!first || first === last) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], last)) break;
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = last;
    return first;
  }

  return {
    now: () => now,
    set: (call, ms = 0, ...args) => {
      const timer = { at: now + Math.max(0, ms || 0), nth: count++, call, args };
      push(timer);
      return timer;
    },
    clear: (timer) => {
      if (timer) timer.call = undefined;
    },
    /** False where no timer is left. */
    fireNext: () => {
      for (let timer = pop(); timer; timer = pop()) {
        if (!timer.call) continue;
        now = Math.max(now, timer.at);
        timer.call(...timer.args);
        return true;
      }
      return false;
    },
  };
}
