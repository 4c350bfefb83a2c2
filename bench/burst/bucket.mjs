/**
 * A rate with a bucket of one second: it is full at first, and each request takes one token, a refused one too where it is charged.
 * A request tells whether there was one.
 */
export function createBucket(perSecond, isRefusedCharged = false) {
  let tokens = perSecond;
  let at = Date.now();
  return () => {
    const now = Date.now();
    tokens = Math.min(perSecond, tokens + ((now - at) * perSecond) / 1_000);
    at = now;
    const isTaken = tokens >= 1;
    if (isTaken) tokens--;
    else if (isRefusedCharged) tokens = Math.max(0, tokens - 1);
    return isTaken;
  };
}
