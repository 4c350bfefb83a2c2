import { useEffect, useMemo, useRef } from "preact/hooks";
import type { EmulatedDelivery } from "../../delivery.ts";
import { countToText, durationToText, excerpt, timeOfDay } from "../format.ts";
import { PanelFrame } from "../panels/panel.tsx";
import { deliveryToWords } from "../reading/delivery-to-words.ts";
import { outcomeOf } from "../reading/walk-delivery.ts";
import { keyToFragment } from "../state/fragment.ts";
import { nameOf } from "../state/members.ts";
import { channelDeliveries, deliveryKey } from "../state/select.ts";
import type { Dispatch, State } from "../state/state.ts";
import { ALL_DELIVERIES, countOutcomes, type DeliveryFilter, fitsFilter } from "./filter.ts";
import { lastAnswers, latencyOf } from "./latency.ts";

/** More are not drawn: who looks for an older one searches for it. */
const LISTED_MAX = 100;

/** The deliveries of the channel, the newest first, each a link to its own address. */
export function DeliveriesPanel({ state, dispatch }: { state: State; dispatch: Dispatch }) {
  const { filter, chosen, info, messages } = state;
  const list = useRef<HTMLOListElement>(null);
  const deliveries = channelDeliveries(state);
  const answers = useMemo(() => lastAnswers(messages), [messages]);
  const found = deliveries.filter((one) => fitsFilter(one, filter)).toReversed();
  const rows = found.slice(0, LISTED_MAX).map((delivery) => ({ delivery, latency: latencyOf(delivery, answers) }));
  const slowest = Math.max(1, ...rows.map(({ latency }) => latency ?? 0));

  // Whoever comes back from a delivery by keyboard goes on where they were.
  useEffect(() => {
    if (document.activeElement === document.body) list.current?.querySelector<HTMLElement>("[aria-current]")?.focus();
  }, []);

  return (
    <PanelFrame title="Deliveries">
      {deliveries.length === 0 ? (
        <p class="aside">No delivery yet. Say something in the channel: each message that goes to the bot is one.</p>
      ) : (
        <div class="listing">
          <FilterBar
            filter={filter}
            deliveries={deliveries}
            onChange={(change) => dispatch({ type: "filter", change })}
          />
          <div class="found">
            <p role="status" class="aside">
              {found.length === 0 ? "No delivery fits." : foundToText(found.length, deliveries.length)}
            </p>
            {filter.words === "" && filter.outcome === "" ? null : (
              <button type="button" class="link" onClick={() => dispatch({ type: "filter", change: ALL_DELIVERIES })}>
                Show all
              </button>
            )}
          </div>
          {rows.length === 0 ? null : (
            <ol ref={list} class="deliveries" aria-label="Deliveries, the newest first">
              {rows.map(({ delivery, latency }) => (
                <Row
                  key={deliveryKey(delivery)}
                  delivery={delivery}
                  sender={
                    delivery.event.ChannelMessage.Sender.Name || nameOf(delivery.event.ChannelMessage.Sender.Arn, info)
                  }
                  latency={latency}
                  share={(latency ?? 0) / slowest}
                  isShown={deliveryKey(delivery) === chosen}
                />
              ))}
            </ol>
          )}
          {found.length <= LISTED_MAX ? null : (
            <p class="aside">{found.length - LISTED_MAX} older ones are not listed. Search for them.</p>
          )}
        </div>
      )}
    </PanelFrame>
  );
}

function foundToText(found: number, all: number): string {
  const many = countToText(all, "delivery", "deliveries");
  return found === all
    ? `${many}. A bar is the time to the callback or the last part, beside the slowest.`
    : `${found} of ${many}.`;
}

interface FilterBarProps {
  readonly filter: DeliveryFilter;
  readonly deliveries: readonly EmulatedDelivery[];
  readonly onChange: (change: Partial<DeliveryFilter>) => void;
}

function FilterBar({ filter, deliveries, onChange }: FilterBarProps) {
  const counts = countOutcomes(deliveries);
  // One that none has any more stays to be seen: it is why the list is empty.
  const gone = filter.outcome === "" || counts.some(([outcome]) => outcome === filter.outcome) ? [] : [filter.outcome];
  return (
    <search class="filter-bar">
      <input
        type="text"
        spellcheck={false}
        aria-label="Search the deliveries"
        placeholder="Text, sender, id, reason, error, intent"
        value={filter.words}
        onInput={({ currentTarget }) => onChange({ words: currentTarget.value })}
      />
      <select
        aria-label="Outcome"
        value={filter.outcome}
        onChange={({ currentTarget }) => onChange({ outcome: currentTarget.value })}
      >
        <option value="">every outcome</option>
        {gone.map((outcome) => (
          <option key={outcome} value={outcome}>
            {outcome} (0)
          </option>
        ))}
        {counts.map(([outcome, count]) => (
          <option key={outcome} value={outcome}>
            {outcome} ({count})
          </option>
        ))}
      </select>
    </search>
  );
}

interface RowProps {
  readonly delivery: EmulatedDelivery;
  readonly sender: string;
  readonly latency: number | undefined;
  /** Of the slowest in the list. */
  readonly share: number;
  readonly isShown: boolean;
}

function Row({ delivery, sender, latency, share, isShown }: RowProps) {
  const outcome = outcomeOf(delivery);
  const again =
    delivery.invocations.length > 1 ? ` · delivered ${countToText(delivery.invocations.length, "time")}` : "";
  return (
    <li>
      <a href={keyToFragment(deliveryKey(delivery))} aria-current={isShown ? "true" : undefined}>
        <span class="row-words" dir="auto">
          {excerpt(deliveryToWords(delivery), 90) || "(no text)"}
        </span>
        <b class="row-outcome" data-outcome={outcome}>
          {outcome}
        </b>
        <span class="row-about">
          {sender} · {timeOfDay(delivery.at)}
          {again}
        </span>
        <span class="row-latency">
          <span class="span-track" aria-hidden="true">
            {latency === undefined ? null : <i style={{ left: 0, width: `${share * 100}%` }} />}
          </span>
          <span>{latency === undefined ? "–" : durationToText(latency)}</span>
        </span>
      </a>
    </li>
  );
}
