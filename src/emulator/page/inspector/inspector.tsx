import type { Delivery } from "../../delivery.ts";
import { milliseconds } from "../format.ts";
import { type Dispatch, type State, shownDelivery } from "../store.ts";
import { outcomeOf, walkDelivery } from "../walk-delivery.ts";
import { CallbackStage } from "./callback-stage.tsx";
import { EventStage } from "./event-stage.tsx";
import { HowItWorks } from "./how-it-works.tsx";
import { Picker } from "./picker.tsx";
import { FlowStrip, Stage } from "./stage.tsx";
import { Timeline } from "./timeline.tsx";
import { TurnRequestStage, TurnResultStage } from "./turn-stages.tsx";
import { VerdictStage } from "./verdict-stage.tsx";

export function Inspector({ state, dispatch }: { state: State; dispatch: Dispatch }) {
  const delivery = shownDelivery(state);
  return (
    <section class="inspector" aria-label="Delivery">
      <h2 class="half-title">
        Delivery
        {delivery === undefined ? null : <Picker state={state} shown={delivery} dispatch={dispatch} />}
      </h2>
      {delivery === undefined ? <HowItWorks info={state.info} /> : <Walk delivery={delivery} />}
    </section>
  );
}

function describe({ invocations }: Delivery): string {
  const [first, ...more] = invocations;
  if (first === undefined) return "the processor is working";
  if (more.length > 0) return `the processor was invoked ${invocations.length} times`;
  return `the processor took ${milliseconds(first.ms)}`;
}

function Walk({ delivery }: { delivery: Delivery }) {
  const stages = walkDelivery(delivery);
  const outcome = outcomeOf(delivery);
  const bodies = {
    event: EventStage,
    verdict: VerdictStage,
    "turn-request": TurnRequestStage,
    "turn-result": TurnResultStage,
    callback: CallbackStage,
  };
  return (
    <div class="walk">
      <p class="outcome">
        <b data-outcome={outcome}>{outcome}</b>
        {describe(delivery)}
      </p>
      <FlowStrip stages={stages} />
      <Timeline delivery={delivery} />
      <div class="stages">
        {stages.map((stage, at) => {
          const Body = bodies[stage.id];
          return (
            <Stage key={stage.id} stage={stage} number={at + 1}>
              <Body delivery={delivery} />
            </Stage>
          );
        })}
      </div>
    </div>
  );
}
