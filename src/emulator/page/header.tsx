import type { Connection } from "./server.ts";
import type { Dispatch, State } from "./store.ts";

interface Props {
  readonly state: State;
  readonly dispatch: Dispatch;
  readonly onReset: () => void;
}

const CONNECTION: Readonly<Record<Connection, string>> = {
  connecting: "Connecting…",
  live: "Live",
  reconnecting: "Reconnecting…",
};

export function Header({ state, dispatch, onReset }: Props) {
  const { info, connection, view } = state;
  return (
    <header class="bar">
      <h1 class="brand">
        chime-lex-bridge <span>emulator{info === undefined ? "" : ` ${info.version}`}</span>
      </h1>
      <nav class="views" aria-label="Views">
        {(["channel", "delivery"] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-current={view === one ? "page" : undefined}
            onClick={() => dispatch({ type: "view", view: one })}
          >
            {one === "channel" ? "Channel" : "Delivery"}
          </button>
        ))}
      </nav>
      {info === undefined ? null : (
        <p class="processor" title={`The processor that answers: ${info.processor}`}>
          processor <code>{info.processor}</code>
        </p>
      )}
      <p class="connection" data-connection={connection} role="status">
        {CONNECTION[connection]}
      </p>
      <button type="button" class="quiet" title="Forget all messages, deliveries and Lex sessions" onClick={onReset}>
        Reset
      </button>
    </header>
  );
}
