import { useCallback, useEffect, useReducer, useRef } from "preact/hooks";
import { Channel } from "./chat/channel.tsx";
import { Header } from "./header.tsx";
import { Inspector } from "./inspector/inspector.tsx";
import { fetchInfo, listen, reset, sendMessage } from "./server.ts";
import { INITIAL, reduce } from "./store.ts";

const ASK_AGAIN_MS = 1500;

export function App() {
  const [state, dispatch] = useReducer(reduce, INITIAL);
  const channelArn = state.info?.channelArn;
  const { speaker } = state;
  const busy = useRef(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Asked for anew on every connection: the emulator may have been restarted with another bot.
    const askInfo = () => {
      clearTimeout(timer);
      fetchInfo().then(
        (info) => dispatch({ type: "info", info }),
        () => {
          timer = setTimeout(askInfo, ASK_AGAIN_MS);
        },
      );
    };
    const stop = listen({
      connection: (connection) => dispatch({ type: "connection", connection }),
      snapshot: (snapshot) => {
        dispatch({ type: "snapshot", snapshot });
        askInfo();
      },
      message: (message) => dispatch({ type: "message", message }),
      delivery: (delivery) => dispatch({ type: "delivery", delivery }),
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);

  const send = useCallback(
    async (content: string): Promise<boolean> => {
      if (channelArn === undefined || speaker === undefined || busy.current) return false;
      busy.current = true;
      dispatch({ type: "sending" });
      try {
        await sendMessage(channelArn, speaker, content);
        dispatch({ type: "sent" });
        return true;
      } catch (caught) {
        dispatch({ type: "failed", failure: { content, reason: reason(caught) } });
        return false;
      } finally {
        busy.current = false;
      }
    },
    [channelArn, speaker],
  );

  const clear = async () => {
    try {
      await reset();
    } catch (caught) {
      dispatch({ type: "failed", failure: { content: "", reason: reason(caught) } });
    }
  };

  return (
    <div class="app" data-view={state.view}>
      <Header state={state} dispatch={dispatch} onReset={clear} />
      <main class="halves">
        <Channel state={state} dispatch={dispatch} send={send} />
        <Inspector state={state} dispatch={dispatch} />
      </main>
    </div>
  );
}

function reason(caught: unknown): string {
  return caught instanceof Error ? caught.message : String(caught);
}
