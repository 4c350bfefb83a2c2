import { useState } from "preact/hooks";
import { changeOption, type Options } from "../server/controls.ts";
import type { Dispatch, State } from "../state/state.ts";
import { useAttempt } from "../use-attempt.ts";
import { Absent, PanelFrame } from "./panel.tsx";

type Known = Options["known"][number];

/** The bridge's options. Each applies from the next delivery on. */
export function OptionsPanel({ state, dispatch }: { state: State; dispatch: Dispatch }) {
  const { options, info } = state;
  return (
    <PanelFrame title="Options">
      <Absent offered={options} what="The options can’t be changed from here." />
      {options !== undefined && "here" in options ? (
        <>
          <p class="aside">
            How the bridge behaves, from the next message on.
            {info?.handoff === undefined ? " Choose handoff.scope, and people can take over from the bot." : ""}
          </p>
          <div class="options">
            {options.here.known.map((known) => (
              <OptionView
                key={known.path}
                known={known}
                value={options.here.values[known.path]}
                onChanged={(changed) => dispatch({ type: "options", options: { here: changed } })}
              />
            ))}
          </div>
        </>
      ) : null}
    </PanelFrame>
  );
}

interface Props {
  readonly known: Known;
  readonly value: string | undefined;
  readonly onChanged: (options: Options) => void;
}

function OptionView({ known: { path, values, what }, value, onChanged }: Props) {
  const { attempt, busy, failure } = useAttempt();
  const [said, setSaid] = useState("");
  const id = `option-${path}`;
  const current = value ?? "";
  const change = async (select: HTMLSelectElement) => {
    const next = select.value;
    setSaid("");
    const done = await attempt(async () => onChanged(await changeOption(path, next)));
    setSaid(done ? "Applied" : "");
    // A refused value must not stay chosen.
    if (!done) select.value = current;
  };
  return (
    <div class="option">
      <label for={id}>{path}</label>
      <select
        id={id}
        aria-describedby={`${id}-what`}
        value={current}
        disabled={busy}
        onChange={({ currentTarget }) => void change(currentTarget)}
      >
        {(values.includes(current) ? values : [current, ...values]).map((one) => (
          <option key={one} value={one}>
            {one === "" ? "not set" : one}
          </option>
        ))}
      </select>
      <output>{said}</output>
      <p id={`${id}-what`}>{withCode(what)}</p>
      {failure === undefined ? null : (
        <p class="problem" role="alert">
          {failure}
        </p>
      )}
    </div>
  );
}

/** The words of the documentation, whose code stands between backquotes. */
function withCode(text: string) {
  return text.split("`").map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));
}
