import { useEffect, useState } from "preact/hooks";
import { timeOfDay } from "./format.ts";
import type { Connection } from "./server/listen.ts";

/** What is on the page may be old: said for as long as the emulator can't be reached. */
export function OfflineNotice({ connection, onRetry }: { connection: Connection; onRetry: () => void }) {
  const offline = connection === "offline";
  const [since, setSince] = useState(0);
  useEffect(() => {
    if (offline) setSince(Date.now());
  }, [offline]);
  if (!offline) return null;
  return (
    <div class="offline" role="alert">
      <p>
        <b>Offline.</b> The emulator can’t be reached{since === 0 ? "" : ` since ${timeOfDay(since)}`}. What you see is
        how it was; the page joins again by itself.
      </p>
      <button type="button" class="quiet" onClick={onRetry}>
        Try now
      </button>
    </div>
  );
}
