import type { ComponentChildren } from "preact";
import type { StageView } from "../../reading/walk-delivery.ts";

interface Props {
  readonly stage: StageView;
  readonly number: number;
  readonly children: ComponentChildren;
}

export function stageElementId(id: StageView["id"]): string {
  return `stage-${id}`;
}

/** One of the stages. The disclosure is the browser's own, so what a person closed stays closed. */
export function StagePanel({ stage, number, children }: Props) {
  return (
    <details class="stage" id={stageElementId(stage.id)} data-state={stage.state} open>
      <summary>
        <span class="stage-number" aria-hidden="true">
          {number}
        </span>
        <h3>{stage.title}</h3>
        <span class="stage-summary">{stage.summary}</span>
      </summary>
      <div class="stage-body">{children}</div>
    </details>
  );
}

/** The stages at a glance, left to right; each leads to its own below. */
export function FlowStrip({ stages }: { stages: readonly StageView[] }) {
  return (
    <ol class="strip" aria-label="Stages" style={{ "--stages": stages.length }}>
      {stages.map((stage, at) => (
        <li key={stage.id} data-state={stage.state}>
          <button type="button" title={stage.summary} onClick={() => reveal(stage.id)}>
            <span class="stage-number" aria-hidden="true">
              {at + 1}
            </span>
            <span class="strip-title">{stage.title}</span>
            <small>{stage.summary}</small>
          </button>
        </li>
      ))}
    </ol>
  );
}

function reveal(id: StageView["id"]): void {
  const stage = document.getElementById(stageElementId(id));
  if (!(stage instanceof HTMLDetailsElement)) return;
  stage.open = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  stage.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  stage.querySelector("summary")?.focus({ preventScroll: true });
}
