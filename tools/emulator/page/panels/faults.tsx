import type { ActiveFault } from "../../known-fault.ts";
import { removeFault } from "../server/controls.ts";
import type { State } from "../state/state.ts";
import { useAttempt } from "../use-attempt.ts";
import { ClockPanel } from "./clock.tsx";
import { FaultForm } from "./fault-form.tsx";
import { Absent, PanelFrame } from "./panel.tsx";

/** What the emulated services do wrong: what is in force, and what can be. Each applies at once. */
export function FaultsPanel({ state }: { state: State }) {
  const { faults } = state;
  const { attempt, failure } = useAttempt();
  const remove = (id?: string) => attempt(() => removeFault(id));
  if (faults === undefined || "absent" in faults) {
    return (
      <PanelFrame title="Faults">
        <Absent offered={faults} what="You can’t set faults from here." />
      </PanelFrame>
    );
  }
  const { known, active } = faults.here;
  return (
    <PanelFrame title="Faults">
      <section aria-label="In force">
        <h3>In force</h3>
        {active.length === 0 ? <p class="aside">Nothing: both services work normally.</p> : null}
        <ul class="active-faults">
          {active.map((fault) => (
            <li key={fault.id}>
              <b>{fault.name}</b> <span>{describe(fault)}</span>
              <button type="button" class="quiet" onClick={() => void remove(fault.id)}>
                Remove<span class="unseen"> {fault.name}</span>
              </button>
            </li>
          ))}
        </ul>
        {active.length > 1 ? (
          <button type="button" class="link" onClick={() => void remove()}>
            Remove all
          </button>
        ) : null}
        {failure === undefined ? null : (
          <p class="problem" role="alert">
            {failure}
          </p>
        )}
      </section>
      <section aria-label="Set a fault">
        <h3>Set a fault</h3>
        <div class="known-faults">
          {known.map((fault) => (
            <FaultForm key={fault.name} fault={fault} />
          ))}
        </div>
      </section>
      <ClockPanel />
    </PanelFrame>
  );
}

/** The parameters of a fault in force, whatever they are, and how often it strikes yet. */
function describe({ id: _, name: __, times, ...parameters }: ActiveFault): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name} ${String(value)}`);
  return [...values, times === undefined ? "until removed" : times === 1 ? "once more" : `${times} more times`].join(
    ", ",
  );
}
