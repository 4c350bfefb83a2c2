import { useEffect, useReducer, useRef } from "preact/hooks";
import { actionsOf } from "./actions.ts";
import { ChannelPane } from "./chat/channel.tsx";
import { DeliveriesPanel } from "./deliveries/list.tsx";
import { DropZone } from "./drop-zone.tsx";
import { Header } from "./header.tsx";
import { Inspector } from "./inspector/inspector.tsx";
import { OfflineNotice } from "./offline-notice.tsx";
import { BotsPanel } from "./panels/bots.tsx";
import { FaultsPanel } from "./panels/faults.tsx";
import { OptionsPanel } from "./panels/options.tsx";
import { SessionPanel } from "./session/session-panel.tsx";
import { Sheet } from "./sheet/sheet.tsx";
import { fragmentToState } from "./state/fragment.ts";
import { reduce } from "./state/reduce.ts";
import type { Panel } from "./state/state.ts";
import { useEmulator } from "./use-emulator.ts";
import { useFragment } from "./use-fragment.ts";

const PANEL_VIEWS = {
  delivery: Inspector,
  deliveries: DeliveriesPanel,
  sheet: Sheet,
  session: SessionPanel,
  faults: FaultsPanel,
  options: OptionsPanel,
  bots: BotsPanel,
} satisfies Record<Panel, unknown>;

export function App() {
  const [state, dispatch] = useReducer(reduce, location.hash, fragmentToState);
  const latest = useRef(state);
  latest.current = state;
  const actions = useRef(actionsOf(() => latest.current, dispatch)).current;
  const retry = useEmulator(dispatch);
  useFragment(state, dispatch);
  const PanelView = PANEL_VIEWS[state.panel];

  // The one that answers: a dropped export takes the first place.
  const bot = state.info?.lexBots[0]?.name;
  useEffect(() => {
    document.title = `${bot ? `${bot} · ` : ""}chime-lex-bridge emulator`;
  }, [bot]);

  return (
    <div class="app" data-front={state.front} data-panel={state.panel}>
      <Header state={state} dispatch={dispatch} actions={actions} />
      <OfflineNotice connection={state.connection} onRetry={retry} />
      <main class="halves">
        <ChannelPane state={state} dispatch={dispatch} actions={actions} />
        <PanelView state={state} dispatch={dispatch} actions={actions} />
      </main>
      <DropZone onFile={actions.load} />
    </div>
  );
}
