import { useRef, useState } from "preact/hooks";
import type { EmulatedMessage } from "../../channel/message.ts";
import type { Actions } from "../actions.ts";

interface Props {
  readonly message: EmulatedMessage;
  readonly own: boolean;
  readonly selected: boolean;
  readonly raw: boolean;
  readonly editing: boolean;
  readonly actions: Actions;
  readonly onInspect: (() => void) | undefined;
  readonly onRaw: () => void;
  readonly onEdit: () => void;
  readonly onGone: () => void;
}

/** What can be done with a message. What the API refuses it is left to refuse: that is worth seeing too. */
export function MessageActions({
  message,
  own,
  selected,
  raw,
  editing,
  actions,
  onInspect,
  onRaw,
  onEdit,
  onGone,
}: Props) {
  const [more, setMore] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const id = `more-${message.MessageId}`;
  const close = () => {
    setMore(false);
    opener.current?.focus();
  };
  return (
    <>
      {onInspect === undefined ? null : (
        <button type="button" class="link" aria-pressed={selected} onClick={onInspect}>
          Inspect
        </button>
      )}
      <button type="button" class="link" aria-expanded={raw} onClick={onRaw}>
        Raw
      </button>
      <button
        ref={opener}
        type="button"
        class="link"
        aria-expanded={more}
        aria-controls={id}
        onClick={() => setMore(!more)}
      >
        More
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it, as it does every other thing that opens. */}
      <span
        id={id}
        class="more-actions"
        hidden={!more}
        onKeyDown={({ key }) => (key === "Escape" ? close() : undefined)}
      >
        {own && !editing && !message.Redacted ? (
          <button type="button" class="link" onClick={onEdit}>
            Edit
          </button>
        ) : null}
        <button
          type="button"
          class="link"
          onClick={() => void actions.redact(message.MessageId).then((done) => done && close())}
        >
          Redact
        </button>
        <button
          type="button"
          class="link"
          onClick={() => void actions.remove(message.MessageId).then((done) => done && onGone())}
        >
          Delete
        </button>
      </span>
    </>
  );
}
