import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A value as indented, coloured JSON with a button that copies it. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, null, 2) ?? String(value);
  return (
    <figure class="json">
      <figcaption>
        {label} <Copy text={text} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>{coloured(text)}</pre>
    </figure>
  );
}

/** A text as it stands, with a button that copies it. */
export function CodeView({ text, label }: { text: string; label: string }) {
  return (
    <figure class="json">
      <figcaption>
        {label} <Copy text={text} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>{text}</pre>
    </figure>
  );
}

/** JSON behind a disclosure; built only when it is opened. */
export function JsonDetails({ value, label }: { value: unknown; label: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {open ? <JsonView value={value} label={label} /> : null}
    </details>
  );
}

function coloured(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, quoted, colon] = match;
    parts.push(text.slice(from, match.index));
    parts.push(
      quoted === undefined ? <i class="literal">{token}</i> : <i class={colon ? "key" : "string"}>{quoted}</i>,
    );
    if (colon) parts.push(colon);
    from = match.index + token.length;
  }
  parts.push(text.slice(from));
  return parts;
}

function Copy({ text }: { text: string }) {
  const [said, setSaid] = useState("Copy");
  // The clipboard is missing where the page is reached by another host's name over plain HTTP.
  if (!navigator.clipboard) return null;
  return (
    <button
      type="button"
      class="link"
      aria-live="polite"
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => setSaid("Copied"),
          () => setSaid("Not allowed"),
        )
      }
      onBlur={() => setSaid("Copy")}
    >
      {said}
    </button>
  );
}
