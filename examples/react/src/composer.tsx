import { type FormEvent, useState } from "react";

interface ComposerProps {
  /** Resolves to whether it was sent. */
  readonly onSay: (text: string) => Promise<boolean>;
  readonly onType: () => void;
}

/** The box to write in. Enter sends, Shift and Enter begin a line; words that weren't sent come back. */
export function Composer({ onSay, onType }: ComposerProps) {
  const [text, setText] = useState("");

  async function send(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === "") return;
    setText("");
    if (!(await onSay(text))) setText((now) => now || text);
  }

  return (
    <form className="composer" onSubmit={send}>
      <label htmlFor="write">Message</label>
      <textarea
        id="write"
        rows={1}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onType();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <button type="submit">Send</button>
    </form>
  );
}
