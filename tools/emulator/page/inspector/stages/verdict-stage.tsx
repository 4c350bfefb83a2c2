import { stepToPeoplesOwn } from "../../../../../mappers/gate/pause-to-words.ts";
import { stepToName } from "../../../../../mappers/gate/step-to-name.ts";
import type { EmulatedDelivery } from "../../../delivery.ts";
import { durationToText, timeOfDay } from "../../format.ts";
import { decisionOf, readDecision, type ShownDecision, type ShownStep } from "../../reading/read-decision.ts";
import { Facts } from "../facts.tsx";
import { JsonDetails, JsonView } from "../json-view.tsx";

/** What the processor decided, and why. */
export function VerdictStage({ delivery }: { delivery: EmulatedDelivery }) {
  const { invocations } = delivery;
  const decision = decisionOf(invocations);
  const thrown = invocations.flatMap(({ error }) => (error === undefined ? [] : [error]));
  if (invocations.length === 0) return <p class="aside">The processor has not returned yet.</p>;
  const returned = invocations.filter(({ error }) => error === undefined);
  return (
    <>
      {thrown.map((error, at) => (
        <div key={at} class="problem">
          <b>The processor threw</b>
          <pre>{error}</pre>
        </div>
      ))}
      {decision === undefined ? null : <DecisionView decision={decision} />}
      {decision === undefined && returned.length > 0 ? (
        <p class="aside">This processor returns no decision record. It returned:</p>
      ) : null}
      {returned.map(({ result }, at) => {
        const read = readDecision(result);
        const label = read === undefined ? "Returned" : "Decision record";
        const title = returned.length > 1 ? `${label} ${at + 1}${read ? `: ${read.outcome}` : ""}` : label;
        return decision === undefined ? (
          <JsonView key={at} value={result} label={title} />
        ) : (
          <JsonDetails key={at} value={result} label={title} />
        );
      })}
    </>
  );
}

function Seen(step: ShownStep) {
  const own = stepToPeoplesOwn(step);
  if (own !== undefined) return <span class="because">{own}</span>;
  return (
    <>
      {stepToName(step.step)}
      {step.because === undefined ? null : <span class="because">: {step.because}</span>}
    </>
  );
}

function DecisionView({ decision }: { decision: ShownDecision }) {
  const { trace, error, warnings, timings, retries, sessionId, signs, pause } = decision;
  return (
    <>
      {trace.length === 0 ? null : (
        <ol class="trace" aria-label="Trace of the gate">
          {trace.map(({ step, pass, because }, at) => (
            <li key={at} data-pass={pass}>
              <span class="tick" role="img" aria-label={pass ? "passed" : "stopped here"}>
                {pass ? "✓" : "✕"}
              </span>
              <span>
                <Seen step={step} pass={pass} because={because} />
                {pass ? null : (
                  <>
                    {" "}
                    <code>{step}</code>
                  </>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
      {error === undefined ? null : (
        <div class="problem">
          <b>{error.code}</b> {error.detail}
          {error.fix === undefined ? null : <p>{error.fix}</p>}
        </div>
      )}
      {warnings.map((warning) => (
        <p key={warning} class="caution">
          {warning}
        </p>
      ))}
      <Facts
        rows={[
          ["Session", sessionId === undefined ? undefined : <code>{sessionId}</code>],
          [
            "Paused",
            pause === undefined
              ? undefined
              : `by ${pause.reason}, since ${timeOfDay(pause.since)}${pause.made ? ", by this message" : ""}`,
          ],
          ["Signs of life", signs.join(", ")],
          ["Timings", timings.map(([name, ms]) => `${name} ${durationToText(ms)}`).join(", ")],
          ["Retries", retries.map(([name, n]) => `${name} ${n}`).join(", ")],
        ]}
      />
    </>
  );
}
