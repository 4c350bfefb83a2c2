import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { LEX_TEXT_MAX } from "../../../../mappers/shapes/limits.ts";
import type { Dispatch, State } from "../store.ts";

interface Props {
  readonly state: State;
  readonly dispatch: Dispatch;
  readonly send: (content: string) => Promise<boolean>;
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

/** From this many characters on, the count is shown. */
const COUNT_FROM = 800;

export function Composer({ state, dispatch, send, box }: Props) {
  const { info, speaker, sending, failure } = state;
  const [text, setText] = useState("");
  const name = info?.users.find(({ arn }) => arn === speaker)?.name ?? "…";

  useLayoutEffect(() => {
    const area = box.current;
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [text]);

  const submit = async () => {
    // Not the state, which a quick Enter is ahead of.
    const written = box.current?.value ?? "";
    if (written.trim() === "") return;
    if (await send(written)) setText((now) => (now === written ? "" : now));
    box.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {failure === undefined ? null : (
        <div class="notice" role="alert">
          <p>
            <b>{failure.content === "" ? "That did not work." : "Not sent."}</b> {failure.reason}
          </p>
          {failure.content === "" || failure.content === text ? null : (
            <button type="button" class="quiet" onClick={() => void send(failure.content)}>
              Try again
            </button>
          )}
          <button type="button" class="quiet" onClick={() => dispatch({ type: "dismiss" })}>
            Dismiss
          </button>
        </div>
      )}
      {info === undefined ? null : (
        <fieldset class="speakers">
          <legend>Speak as</legend>
          {info.users.map((user) => (
            <label key={user.arn}>
              <input
                type="radio"
                name="speaker"
                checked={user.arn === speaker}
                onChange={() => dispatch({ type: "speak-as", arn: user.arn })}
              />
              <span>{user.name}</span>
            </label>
          ))}
          {text.length < COUNT_FROM ? null : (
            <output data-over={text.length > LEX_TEXT_MAX}>
              {text.length} of the {LEX_TEXT_MAX} characters that Lex takes
            </output>
          )}
        </fieldset>
      )}
      <div class="write">
        <textarea
          ref={box}
          rows={1}
          value={text}
          aria-label={`Message as ${name}`}
          placeholder={`Message as ${name}`}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void submit();
          }}
        />
        <button type="submit" class="primary" disabled={info === undefined || text.trim() === ""}>
          {sending ? "Sending…" : "Send"}
        </button>
      </div>
    </form>
  );
}
