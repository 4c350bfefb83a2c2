import { useState } from "preact/hooks";
import { type KnownFault, setFault } from "../server/controls.ts";
import { useAttempt } from "../use-attempt.ts";

interface Props {
  readonly fault: KnownFault;
  readonly onSet: () => Promise<unknown>;
}

type Parameter = KnownFault["parameters"][number];

/** One fault that can be set, behind its name. */
export function FaultForm({ fault, onSet }: Props) {
  const { name, what, parameters } = fault;
  const { attempt, busy, failure } = useAttempt();
  const [set, setSet] = useState(false);

  const submit = async (form: HTMLFormElement) => {
    setSet(await attempt(() => setFault({ name, ...formToParameters(new FormData(form), parameters) })));
    await onSet();
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

function ParameterInput({ id, parameter }: { id: string; parameter: Parameter }) {
  const { name, kind, values, default: preset } = parameter;
  if (kind === "choice") {
    return (
      <select id={id} name={name} defaultValue={preset === undefined ? "" : String(preset)}>
        {preset === undefined ? <option value="">–</option> : null}
        {(values ?? []).map((value) => (
          <option key={value} value={value} selected={String(preset) === value}>
            {value}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input id={id} type="number" name={name} defaultValue={preset === undefined ? "" : String(preset)} step="any" />
  );
}

/** What was filled in; what was left empty is the emulator's to choose. */
function formToParameters(data: FormData, parameters: readonly Parameter[]): Record<string, string | number> {
  const entries = [...data.entries()].flatMap(([name, value]) => {
    if (typeof value !== "string" || value === "") return [];
    const kind = parameters.find((parameter) => parameter.name === name)?.kind ?? "number";
    return [[name, kind === "number" ? Number(value) : value] as const];
  });
  return Object.fromEntries(entries);
}
