import { useState } from "preact/hooks";
import type { FaultParameter, KnownFault } from "../../known-fault.ts";
import { setFault } from "../server/controls.ts";
import { useAttempt } from "../use-attempt.ts";

/** One fault that can be set, behind its name. */
export function FaultForm({ fault }: { fault: KnownFault }) {
  const { name, what, parameters } = fault;
  const { attempt, busy, failure } = useAttempt();
  const [set, setSet] = useState(false);

  const submit = async (form: HTMLFormElement) => {
    setSet(await attempt(() => setFault({ name, ...formToParameters(new FormData(form), parameters) })));
  };

  return (
    <details class="known-fault">
      <summary>
        <b>{name}</b> <span>{what}</span>
      </summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
        onInput={() => setSet(false)}
      >
        {parameters.map((parameter) => (
          <label key={parameter.name} for={`${name}-${parameter.name}`}>
            <span>{parameter.name}</span>
            <ParameterInput id={`${name}-${parameter.name}`} parameter={parameter} />
          </label>
        ))}
        {parameters.some((parameter) => parameter.name === "times") ? null : (
          <label>
            <span>times</span>
            <input type="number" name="times" min={1} placeholder="until removed" />
          </label>
        )}
        <button type="submit" class="quiet" disabled={busy}>
          Set<span class="unseen"> {name}</span>
        </button>
        <output>{set ? "Set." : ""}</output>
        {failure === undefined ? null : (
          <p class="problem" role="alert">
            {failure}
          </p>
        )}
      </form>
    </details>
  );
}

function ParameterInput({ id, parameter }: { id: string; parameter: FaultParameter }) {
  const { name, default: preset } = parameter;
  if (parameter.kind === "number") {
    const { least, most } = parameter;
    return <input id={id} type="number" name={name} defaultValue={String(preset)} min={least} max={most} step="any" />;
  }
  return (
    <select id={id} name={name}>
      {parameter.values.map((value) => (
        <option key={value} value={value} selected={preset === value}>
          {value}
        </option>
      ))}
    </select>
  );
}

/** What was filled in; what was left empty is the emulator's to choose. */
function formToParameters(data: FormData, parameters: readonly FaultParameter[]): Record<string, string | number> {
  const entries = [...data.entries()].flatMap(([name, value]) => {
    if (typeof value !== "string" || value === "") return [];
    const kind = parameters.find((parameter) => parameter.name === name)?.kind ?? "number";
    return [[name, kind === "number" ? Number(value) : value] as const];
  });
  return Object.fromEntries(entries);
}
