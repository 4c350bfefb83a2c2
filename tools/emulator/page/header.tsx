import type { Actions } from "./actions.ts";
import type { Connection } from "./server/listen.ts";
import { type Dispatch, PANELS, type Panel, type State } from "./state/state.ts";
import { useNarrow } from "./use-narrow.ts";

interface Props {
  readonly state: State;
  readonly dispatch: Dispatch;
  readonly actions: Actions;
}

const CONNECTION: Readonly<Record<Connection, string>> = {
  connecting: "Connecting…",
  live: "Live",
  offline: "Offline",
};

const TITLES: Readonly<Record<(typeof PANELS)[number], string>> = {
  delivery: "Delivery",
  session: "Session",
  faults: "Faults",
  options: "Options",
  bots: "Bots",
};

/** The views that have no name of their own here stand within another. */
const WITHIN: Partial<Record<Panel, Panel>> = { deliveries: "delivery", sheet: "bots" };

export function Header({ state, dispatch, actions }: Props) {
  const { info, connection, panel, front, faults } = state;
  const narrow = useNarrow();
  const shown = narrow && front === "channel" ? "channel" : (WITHIN[panel] ?? panel);
  const active = faults !== undefined && "here" in faults ? faults.here.active.length : 0;
  return (
    <header class="bar">
      <a class="skip" href="#write">
        Skip to writing a message
      </a>
      <h1 class="brand">
        chime-lex-bridge <span>emulator{info === undefined ? "" : ` ${info.version}`}</span>
      </h1>
      <nav class="views" aria-label="Views">
        <button
          type="button"
          class="only-narrow"
          aria-current={shown === "channel" ? "page" : undefined}
          onClick={() => dispatch({ type: "front", front: "channel" })}
        >
          Channel
        </button>
        {PANELS.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={shown === one ? "page" : undefined}
            onClick={() => dispatch({ type: "panel", panel: one })}
          >
            {TITLES[one]}{" "}
            {one === "faults" && active > 0 ? (
              <span class="badge">
                {active}
                <span class="unseen"> in force</span>
              </span>
            ) : null}
          </button>
        ))}
      </nav>
      {info === undefined ? null : (
        <p class="processor" title={`The processor that answers: ${info.processor}`}>
          <span>processor</span> <code>{info.processor}</code>
        </p>
      )}
      <p class="connection" data-connection={connection} role="status">
        {CONNECTION[connection]}
      </p>
      <button
        type="button"
        class="quiet"
        title="Forget all messages, deliveries and Lex sessions"
        onClick={() => void actions.reset()}
      >
        Reset
      </button>
    </header>
  );
}
