import { useState } from "preact/hooks";
import { advanceClock } from "../server/controls.ts";
import { useAttempt } from "../use-attempt.ts";

const STEPS: readonly (readonly [label: string, ms: number])[] = [
  ["1 minute", 60_000],
  ["10 minutes", 600_000],
  ["1 hour", 3_600_000],
  ["49 hours", 49 * 3_600_000],
];

/** Moves the emulator's time: sessions expire by it, and callbacks after 48 hours. */
export function ClockPanel() {
  const { attempt, failure } = useAttempt();
  const [moved, setMoved] = useState("");
  return (
    <section aria-label="Time">
      <h3>Let time pass</h3>
      <p class="aside">Lex sessions expire by this clock, and callbacks after 48 hours.</p>
      <div class="chips">
        {STEPS.map(([label, ms]) => (
          <button
            key={label}
            type="button"
            onClick={() => void attempt(() => advanceClock(ms)).then((done) => setMoved(done ? label : ""))}
          >
            {label}
          </button>
        ))}
      </div>
      <p role="status" class="aside">
        {moved === "" ? "" : `The clock went on by ${moved}.`}
      </p>
      {failure === undefined ? null : (
        <p class="problem" role="alert">
          {failure}
        </p>
      )}
    </section>
  );
}
