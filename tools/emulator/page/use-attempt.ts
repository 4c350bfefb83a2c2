import { useCallback, useState } from "preact/hooks";
import { reasonOf } from "./server/request.ts";

export interface Attempting {
  /** Resolves to whether it was done. */
  readonly attempt: (act: () => Promise<unknown>) => Promise<boolean>;
  readonly busy: boolean;
  /** Why the last attempt failed, for people. */
  readonly failure: string | undefined;
}

/** Something a person asked for, and what came of it where it was asked. */
export function useAttempt(): Attempting {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const attempt = useCallback(async (act: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await act();
      return true;
    } catch (caught) {
      setFailure(reasonOf(caught));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { attempt, busy, failure };
}
