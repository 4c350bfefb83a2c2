import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Actions } from "../../actions.ts";
import { nameOf } from "../../state/members.ts";
import type { Dispatch, State } from "../../state/state.ts";
import { AddressBar, type Drawer } from "../address-bar.tsx";
import { Notice } from "../notice.tsx";
import { Fields } from "./fields.tsx";
import { OddTexts } from "./odd-text-chips.tsx";
import { Speakers } from "./speakers.tsx";

interface Props {
  readonly state: State;
  readonly dispatch: Dispatch;
  readonly actions: Actions;
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

export function Composer({ state, dispatch, actions, box }: Props) {
  const { info, speaker, sending, failure } = state;
  const [text, setText] = useState("");
  const [open, setOpen] = useState<Drawer>();
  const last = useRef("");
  const name = nameOf(speaker, info);

  useLayoutEffect(() => {
    const area = box.current;
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [text]);

  const submit = async () => {
    // Not the state, which a quick Enter is ahead of.
    const written = box.current?.value ?? "";
    if (written === "") return;
    last.current = written;
    if (await actions.say(written)) setText((now) => (now === written ? "" : now));
    box.current?.focus();
  };

  return (
    <form
      class="composer"
      aria-label="Write a message"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {failure === undefined ? null : (
        <Notice failure={failure} text={text} actions={actions} onDismiss={() => dispatch({ type: "dismiss" })} />
      )}
      {info === undefined ? null : (
        <Speakers
          info={info}
          channelArn={state.channelArn}
          speaker={speaker}
          text={text}
          dispatch={dispatch}
          actions={actions}
          onGone={() => box.current?.focus()}
        />
      )}
      <div class="write">
        <textarea
          id="write"
          dir="auto"
          ref={box}
          rows={1}
          value={text}
          aria-label={`Message as ${name}`}
          placeholder={`Message as ${name}`}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "ArrowUp" && text === "" && last.current !== "") {
              event.preventDefault();
              setText(last.current);
            }
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void submit();
          }}
        />
        <button type="submit" class="primary" disabled={info === undefined || text === ""}>
          {sending ? "Sending…" : "Send"}
        </button>
      </div>
      {info === undefined ? null : (
        <AddressBar
          state={state}
          info={info}
          dispatch={dispatch}
          open={open}
          onOpen={(drawer) => setOpen(drawer === open ? undefined : drawer)}
        />
      )}
      {open === "fields" ? <Fields address={state.address} dispatch={dispatch} /> : null}
      {open !== "odd" ? null : (
        <OddTexts
          onInsert={(odd) => {
            setText((now) => now + odd);
            setOpen(undefined);
            box.current?.focus();
          }}
        />
      )}
    </form>
  );
}
