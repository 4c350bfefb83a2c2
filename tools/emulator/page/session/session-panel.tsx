import { useState } from "preact/hooks";
import { countToText, timeOfDay } from "../format.ts";
import { Facts } from "../inspector/facts.tsx";
import { PanelFrame } from "../panels/panel.tsx";
import { keyToFragment } from "../state/fragment.ts";
import { nameOf } from "../state/members.ts";
import { channelDeliveries, deliveryKey, shownDelivery } from "../state/select.ts";
import type { Dispatch, State } from "../state/state.ts";
import { type ShownTurn, type ShownValue, turnsToChanges } from "./changes.ts";
import { readSessions, type SeenSession } from "./read-sessions.ts";
import { Restart } from "./restart.tsx";

/** More are not drawn: what a session holds stands at the newest. */
const TURNS_MAX = 50;

/** The sessions that Lex holds for the shown channel, turn by turn, with what each turn changed. */
export function SessionPanel({ state, dispatch }: { state: State; dispatch: Dispatch }) {
  const [picked, pick] = useState<string>();
  const sessions = readSessions(channelDeliveries(state)).toReversed();
  const session = sessions.find(({ key }) => key === picked) ?? sessions.find(isShown(state)) ?? sessions[0];
  return (
    <PanelFrame title="Session">
      {session === undefined ? (
        <p class="aside">
          Lex was not asked yet. Say something to the bot: what its session holds then stands here, turn by turn. A
          processor of your own shows its turns by their request attribute <code>CHIME.message.id</code>.
        </p>
      ) : (
        <div class="listing">
          {sessions.length === 1 ? null : (
            <select
              aria-label="Session"
              value={session.key}
              onChange={({ currentTarget }) => pick(currentTarget.value)}
            >
              {sessions.map((one) => (
                <option key={one.key} value={one.key}>
                  {describe(one, state)}
                </option>
              ))}
            </select>
          )}
          <Facts
            rows={[
              ["With", describe(session, state)],
              ["Session", <code key="s">{session.address.sessionId}</code>],
            ]}
          />
          <Restart key={session.key} session={session} restarts={state.restarts} dispatch={dispatch} />
          <Turns session={session} restarts={state.restarts} />
        </div>
      )}
    </PanelFrame>
  );
}

/** Whether a session is that of the delivery a person chose. */
function isShown(state: State): (session: SeenSession) => boolean {
  const shown = state.chosen === undefined ? undefined : shownDelivery(state);
  const key = shown === undefined ? undefined : deliveryKey(shown);
  return ({ turns }) => turns.some(({ delivery }) => delivery === key);
}

function describe({ senders, address, turns }: SeenSession, { info }: State): string {
  const bot = info?.lexBots.find(({ botId }) => botId === address.botId)?.name ?? address.botId;
  const names = senders.map((arn) => nameOf(arn, info)).join(", ");
  return `${names} and ${bot}, ${address.localeId}, ${countToText(turns.length, "turn")}`;
}

function Turns({ session: { turns }, restarts }: { session: SeenSession; restarts: readonly string[] }) {
  const shown = turnsToChanges(turns, restarts).slice(-TURNS_MAX).toReversed();
  return (
    <>
      <ol class="session-turns" aria-label="Turns, the newest first">
        {shown.map((one) => (
          <TurnView key={`${one.turn.at} ${one.turn.delivery}`} shown={one} />
        ))}
      </ol>
      {turns.length <= TURNS_MAX ? null : (
        <p class="aside">{countToText(turns.length - TURNS_MAX, "older turn")} not shown.</p>
      )}
    </>
  );
}

function TurnView({ shown: { turn, isFirst, intent, slots, attributes, contexts } }: { shown: ShownTurn }) {
  const { delivery, at, text, held, refused } = turn;
  return (
    <li data-first={isFirst}>
      <p class="turn-head">
        <b dir="auto">{text}</b>
        <a class="link" href={keyToFragment(delivery)}>
          {timeOfDay(at)}
          <span class="unseen">, its delivery</span>
        </a>
      </p>
      {refused === undefined ? null : <p class="problem">Lex refused: {refused}.</p>}
      {held === undefined ? (
        refused === undefined ? (
          <p class="aside">Lex has not answered yet.</p>
        ) : null
      ) : (
        <Facts
          rows={[
            ["Intent", valuesOf(intent, false)],
            ["Slots", valuesOf(slots)],
            ["Session attributes", valuesOf(attributes)],
            ["Active contexts", valuesOf(contexts)],
          ]}
        />
      )}
    </li>
  );
}

/** Values with what changed, marked in words; undefined where there are none. */
function valuesOf(values: readonly ShownValue[], isNamed = true) {
  if (values.length === 0) return undefined;
  return (
    <ul class="values">
      {values.map(({ name, value, change, was }) => (
        <li key={name} data-change={change}>
          {isNamed ? <code>{name}</code> : null}
          {change === "gone" ? <s dir="auto">{value}</s> : <span dir="auto">{value || "–"}</span>}
          {change === undefined ? null : <span class="mark">{was === undefined ? change : `was ${was}`}</span>}
        </li>
      ))}
    </ul>
  );
}
