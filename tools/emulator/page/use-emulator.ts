import { useCallback, useEffect, useRef } from "preact/hooks";
import { fetchFaults, fetchInfo, fetchOptions } from "./server/controls.ts";
import { listen, type Subscription } from "./server/listen.ts";
import type { Dispatch } from "./state/state.ts";

const ASK_AGAIN_MS = 1_500;

/** Follows the emulator for as long as the page is there. Returns how a lost connection is tried again at once. */
export function useEmulator(dispatch: Dispatch): () => void {
  const listening = useRef<Subscription>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // All of it anew on every connection: the emulator may have been restarted with another bot.
    const askAll = () => {
      clearTimeout(timer);
      const asked = [
        fetchInfo().then((info) => dispatch({ type: "info", info })),
        fetchFaults().then((faults) => dispatch({ type: "faults", faults })),
        fetchOptions().then((options) => dispatch({ type: "options", options })),
      ];
      Promise.all(asked).catch(() => {
        clearTimeout(timer);
        timer = setTimeout(askAll, ASK_AGAIN_MS);
      });
    };
    const current = listen({
      connection: (connection) => dispatch({ type: "connection", connection }),
      snapshot: (snapshot) => {
        dispatch({ type: "snapshot", snapshot });
        askAll();
      },
      message: (message) => dispatch({ type: "message", message }),
      delivery: (delivery) => dispatch({ type: "delivery", delivery }),
      removed: (messageId) => dispatch({ type: "removed", messageId }),
      info: (info) => dispatch({ type: "info", info }),
      faults: (faults) => dispatch({ type: "faults", faults: { here: faults } }),
      options: (options) => {
        if (options === null) askAll();
        else dispatch({ type: "options", options: { here: options } });
      },
    });
    listening.current = current;
    return () => {
      clearTimeout(timer);
      current.stop();
    };
  }, [dispatch]);

  return useCallback(() => listening.current?.retry(), []);
}
