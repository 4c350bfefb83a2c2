import { useRef } from "preact/hooks";
import type { Info } from "../../http/info.ts";
import type { Actions } from "../actions.ts";
import type { Loading, State } from "../state/state.ts";
import { OwnClient } from "./own-client.tsx";
import { PanelFrame } from "./panel.tsx";

/** The bots that answer, what of them can't be run, and how another one takes their place. */
export function BotsPanel({ state, actions }: { state: State; actions: Actions }) {
  const { info, loading } = state;
  const input = useRef<HTMLInputElement>(null);
  return (
    <PanelFrame title="Bots">
      <section aria-label="Load a bot" class="load">
        <p>
          Drop a <b>Lex V2 export</b> (a zip) anywhere on the page, or choose one. It answers from the next message on.
        </p>
        <input
          ref={input}
          type="file"
          accept=".zip,application/zip"
          aria-label="Lex V2 export"
          class="unseen"
          tabIndex={-1}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            // So that the same file, mended meanwhile, can be chosen again.
            currentTarget.value = "";
            if (file !== undefined) actions.load(file);
          }}
        />
        <button type="button" class="quiet" onClick={() => input.current?.click()}>
          Choose an export…
        </button>
      </section>
      <div role="status">{loading === undefined ? null : <LoadingView loading={loading} />}</div>
      {(info?.lexBots ?? []).map((bot, at) => (
        <BotView key={bot.aliasArn} bot={bot} first={at === 0} onSay={actions.say} />
      ))}
      <p>
        <a class="link" href="#/sheet">
          Every kind of reply on one sheet
        </a>
      </p>
      <OwnClient />
    </PanelFrame>
  );
}

function LoadingView({ loading }: { loading: Loading }) {
  switch (loading.kind) {
    case "loading":
      return <p class="aside">Reading {loading.file}…</p>;
    case "refused":
      return (
        <p class="problem">
          <b>{loading.file} is not taken.</b> {loading.reason}
        </p>
      );
    case "loaded": {
      const { name, locales, notes } = loading.bot;
      return (
        <p class="fine">
          <b>{name}</b> answers now, in {locales.join(", ")}.{" "}
          {notes.length === 0 ? "All of it can be run." : `What can’t be run is listed below: ${notes.length}.`}
        </p>
      );
    }
  }
}

type Bot = Info["lexBots"][number];

/** The first of them is the one that answers. */
function BotView({ bot, first, onSay }: { bot: Bot; first: boolean; onSay: Actions["say"] }) {
  return (
    <section class="bot" aria-label={`Bot ${bot.name}`}>
      <h3>
        {bot.name} {first ? <span class="mark">answers</span> : null}
      </h3>
      <p>
        <code>{bot.botId}</code> {bot.locales.join(", ")}
      </p>
      {bot.utterances.length === 0 ? null : (
        <ul class="chips" aria-label={`Things ${bot.name} understands`}>
          {bot.utterances.map((utterance) => (
            <li key={utterance}>
              <button type="button" onClick={() => void onSay(utterance)}>
                {utterance}
              </button>
            </li>
          ))}
        </ul>
      )}
      {bot.notes.length === 0 ? null : (
        <details class="more" open={bot.notes.length <= 5}>
          <summary>What the emulator does not run ({bot.notes.length})</summary>
          <ul class="notes">
            {bot.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
