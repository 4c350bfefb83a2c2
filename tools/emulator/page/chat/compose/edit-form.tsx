import { useEffect, useRef, useState } from "preact/hooks";
import type { EmulatedMessage } from "../../../channel/message.ts";
import type { Actions } from "../../actions.ts";

interface Props {
  readonly message: EmulatedMessage;
  /** The person's words, where a bot's reply stands in their place. */
  readonly words: string | undefined;
  readonly actions: Actions;
  readonly onClose: () => void;
}

/** Edits a message in its place. An edit goes through the flow again. */
export function EditForm({ message, words, actions, onClose }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState(words ?? message.Content);

  useEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);

  const close = () => {
    // The form goes away: the keyboard goes back to the message it belongs to.
    form.current?.closest("article")?.querySelector<HTMLElement>("footer button")?.focus();
    onClose();
  };

  const save = async () => {
    // Words that stood behind a reply are text again, whatever the reply had made of the message.
    const change = words === undefined ? {} : { ContentType: "text/plain" };
    // Not the state, which a quick Enter is ahead of.
    const Content = box.current?.value ?? text;
    if (await actions.edit(message.MessageId, { Content, ...change })) close();
  };

  return (
    <form
      ref={form}
      class="edit"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={box}
        rows={2}
        dir="auto"
        value={text}
        aria-label="New text of the message"
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") close();
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void save();
        }}
      />
      <button type="submit" class="quiet" disabled={text === ""}>
        Save
      </button>
      <button type="button" class="quiet" onClick={close}>
        Cancel
      </button>
    </form>
  );
}
