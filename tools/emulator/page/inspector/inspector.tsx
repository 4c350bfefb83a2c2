import { useEffect, useMemo, useRef } from "preact/hooks";
import type { EmulatedDelivery } from "../../delivery.ts";
import type { Info } from "../../http/info.ts";
import { type AnswerMessages, outcomeOf, walkDelivery } from "../reading/walk-delivery.ts";
import { selectAnswers, shownDelivery } from "../state/select.ts";
import type { Dispatch, State } from "../state/state.ts";
import { TakeAway } from "../take-away/take-away.tsx";
import { useNarrow } from "../use-narrow.ts";
import { Flags } from "./flags.tsx";
import { HowItWorks } from "./how-it-works.tsx";
import { Picker } from "./picker.tsx";
import { CallbackStage } from "./stages/callback-stage.tsx";
import { EventStage } from "./stages/event-stage.tsx";
import { LookupStage } from "./stages/lookup-stage.tsx";
import { ReplyStage } from "./stages/reply-stage.tsx";
import { SentStage } from "./stages/sent-stage.tsx";
import { FlowStrip, StagePanel } from "./stages/stage.tsx";
import { TurnRequestStage, TurnResultStage } from "./stages/turn-stages.tsx";
import { VerdictStage } from "./stages/verdict-stage.tsx";
import { Timeline } from "./timeline.tsx";

const BODIES = {
  event: EventStage,
  verdict: VerdictStage,
  lookup: LookupStage,
  "turn-request": TurnRequestStage,
  "turn-result": TurnResultStage,
  reply: ReplyStage,
  callback: CallbackStage,
  sent: SentStage,
};

export function Inspector({ state, dispatch }: { state: State; dispatch: Dispatch }) {
  const delivery = shownDelivery(state);
  const title = useRef<HTMLHeadingElement>(null);
  const narrow = useNarrow();
  const { chosen, front } = state;

  // On a narrow screen the button that was pressed went away with its half, and the list with its link.
  useEffect(() => {
    const isLost = narrow || document.activeElement === document.body;
    if (isLost && chosen !== undefined && front === "panel") title.current?.focus();
  }, [narrow, chosen, front]);

  return (
    <section class="inspector" aria-label="Delivery">
      <div class="half-title">
        <h2 ref={title} tabIndex={-1}>
          Delivery
        </h2>
        {delivery === undefined ? null : <Picker state={state} shown={delivery} dispatch={dispatch} />}
        <a class="link all" href="#/deliveries">
          All<span class="unseen"> deliveries</span>
        </a>
      </div>
      {delivery === undefined ? (
        chosen === undefined ? (
          <HowItWorks />
        ) : (
          <NoSuchDelivery chosen={chosen} isAsked={state.snapshots > 0} />
        )
      ) : (
        <Walk delivery={delivery} messages={state.messages} state={state} info={state.info} />
      )}
    </section>
  );
}

/** An address may be of yesterday, or of another emulator. */
function NoSuchDelivery({ chosen, isAsked }: { chosen: string; isAsked: boolean }) {
  return (
    <div class="how" role="status">
      {isAsked ? (
        <>
          <p>
            <b>There is no such delivery here:</b> <code>{chosen}</code>. The emulator keeps the newest 500, and forgets
            them when it is reset or restarted.
          </p>
          <a class="link" href="#/delivery">
            Show the newest
          </a>
        </>
      ) : (
        <p>Asking the emulator…</p>
      )}
    </div>
  );
}

interface WalkProps {
  readonly delivery: EmulatedDelivery;
  readonly messages: AnswerMessages;
  readonly state: State;
  readonly info: Info | undefined;
}

function Walk({ delivery, messages, state, info }: WalkProps) {
  const answers = useMemo(() => selectAnswers(delivery.messageId, messages), [delivery.messageId, messages]);
  const stages = walkDelivery(delivery, answers);
  const outcome = outcomeOf(delivery);
  return (
    <div class="walk">
      <p class="outcome">
        <b data-outcome={outcome} data-silent={stages.some(({ state: how }) => how === "silent")}>
          {outcome}
        </b>
        <Flags delivery={delivery} />
      </p>
      <TakeAway delivery={delivery} answers={answers} info={info} options={state.options} />
      <FlowStrip stages={stages} />
      <Timeline delivery={delivery} answers={answers} />
      <div class="stages">
        {stages.map((stage, at) => {
          const Body = BODIES[stage.id];
          return (
            <StagePanel key={stage.id} stage={stage} number={at + 1}>
              <Body delivery={delivery} answers={answers} />
            </StagePanel>
          );
        })}
      </div>
    </div>
  );
}
