import { useEffect, useState } from "preact/hooks";

const TIMER_MAX_MS = 2 ** 31 - 1;

/** Whether this time (epoch milliseconds) is still to come. */
export function useUntil(until: number | undefined): boolean {
  const [, setTurn] = useState(0);
  const left = (until ?? 0) - Date.now();
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setTurn((turn) => turn + 1), Math.min(left + 1, TIMER_MAX_MS));
    return () => clearTimeout(timer);
  }, [left > 0, until]);
  return left > 0;
}
