import type { EmulatedDelivery } from "../../delivery.ts";
import { durationToText } from "../format.ts";
import type { AnswerMessages } from "../reading/walk-delivery.ts";

interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly bad: boolean;
}

/** When what happened, on one scale: each invocation, each turn, each callback, each part that was sent. Nothing is shown before anything ended. */
export function Timeline({ delivery, answers }: { delivery: EmulatedDelivery; answers: AnswerMessages }) {
  const spans = spansOf(delivery, answers);
  if (spans.length === 0) return null;
  const start = Math.min(delivery.at, ...spans.map(({ from }) => from));
  const length = Math.max(1, Math.max(...spans.map(({ to }) => to)) - start);
  return (
    <ul class="timeline" aria-label="Timeline">
      {spans.map(({ name, from, to, bad }, at) => (
        <li key={at} data-bad={bad}>
          <span class="span-name">{name}</span>
          <span class="span-track" aria-hidden="true">
            <i
              style={{
                left: `${((from - start) / length) * 100}%`,
                right: `${((start + length - to) / length) * 100}%`,
              }}
            />
          </span>
          <span class="span-time">
            {durationToText(from - start)}
            {to > from ? ` – ${durationToText(to - start)}` : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}

function spansOf({ invocations, turns, callbacks }: EmulatedDelivery, answers: AnswerMessages): readonly Span[] {
  return [
    ...invocations.map(({ at, ms, error }, n) => ({
      name: numbered("processor", n, invocations.length),
      from: at,
      to: at + ms,
      bad: error !== undefined,
    })),
    ...turns.map(({ at, ms, refused }, n) => ({
      name: numbered("turn", n, turns.length),
      from: at,
      to: at + ms,
      bad: refused !== undefined,
    })),
    ...callbacks.map(({ at, refused }, n) => ({
      name: numbered("callback", n, callbacks.length),
      from: at,
      to: at,
      bad: refused !== undefined,
    })),
    ...answers.map(({ CreatedTimestamp }, n) => ({
      name: numbered("sent", n, answers.length),
      from: Date.parse(CreatedTimestamp),
      to: Date.parse(CreatedTimestamp),
      bad: false,
    })),
  ];
}

function numbered(name: string, n: number, of: number): string {
  return of > 1 ? `${name} ${n + 1}` : name;
}
