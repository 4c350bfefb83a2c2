import type { EmulatedDelivery } from "../../delivery.ts";
import { excerpt, timeOfDay } from "../format.ts";
import { deliveryToWords } from "../reading/delivery-to-words.ts";
import { outcomeOf } from "../reading/walk-delivery.ts";
import { channelDeliveries, deliveryKey, newestDelivery } from "../state/select.ts";
import type { Dispatch, State } from "../state/state.ts";

interface Props {
  readonly state: State;
  readonly shown: EmulatedDelivery;
  readonly dispatch: Dispatch;
}

/** Chooses the delivery that is shown. The newest is followed until a person picks another. */
export function Picker({ state, shown, dispatch }: Props) {
  const { chosen } = state;
  const deliveries = channelDeliveries(state);
  const at = deliveries.indexOf(shown);
  const newest = newestDelivery(deliveries);
  const choose = (delivery: EmulatedDelivery | undefined) => {
    if (delivery === undefined) return;
    dispatch({ type: "choose", key: delivery === newest ? undefined : deliveryKey(delivery) });
  };
  return (
    <span class="picker">
      <button type="button" aria-label="Older delivery" disabled={at <= 0} onClick={() => choose(deliveries[at - 1])}>
        ‹
      </button>
      <select
        aria-label="Delivery"
        value={deliveryKey(shown)}
        onChange={(event) => choose(deliveries.find((one) => deliveryKey(one) === event.currentTarget.value))}
      >
        {deliveries.toReversed().map((delivery) => (
          <option key={deliveryKey(delivery)} value={deliveryKey(delivery)}>
            {describe(delivery)}
          </option>
        ))}
      </select>
      <button
        type="button"
        aria-label="Newer delivery"
        disabled={at === deliveries.length - 1}
        onClick={() => choose(deliveries[at + 1])}
      >
        ›
      </button>
      {chosen === undefined || shown === newest ? null : (
        <button type="button" class="link" onClick={() => dispatch({ type: "choose", key: undefined })}>
          Newest
        </button>
      )}
    </span>
  );
}

function describe(delivery: EmulatedDelivery): string {
  const words = excerpt(deliveryToWords(delivery), 28);
  return `${timeOfDay(delivery.at)}  ${words || "(no text)"} · ${outcomeOf(delivery)}`;
}
