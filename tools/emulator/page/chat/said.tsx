import { JsonView } from "../inspector/json-view.tsx";
import type { ShownContent, ShownPart } from "../reading/read-message.ts";
import { CardView } from "./card.tsx";

type Say = (value: string) => void;

/** What a message says. Everything is text to Preact: nothing a message holds ever becomes HTML. */
export function SaidView({ said, onSay }: { said: ShownContent; onSay: Say }) {
  switch (said.kind) {
    case "text":
      return (
        <p class="text" dir="auto">
          {said.text}
        </p>
      );
    case "reply":
      if (said.parts.length === 0) return <p class="text aside">The bot said nothing.</p>;
      return (
        <div class="parts">
          {said.parts.map((part, at) => (
            <PartView key={at} part={part} onSay={onSay} />
          ))}
        </div>
      );
    case "error":
      return (
        <p class="text failure">
          The bot could not answer ({said.code}): {WHY_NOT[said.code] ?? "it gave no reason"}.
        </p>
      );
    case "unreadable":
      return (
        <>
          <p class="text failure">This claims to be a bot’s reply, but no client can read it.</p>
          <pre class="payload" dir="auto">
            {said.content}
          </pre>
        </>
      );
  }
}

function PartView({ part, onSay }: { part: ShownPart; onSay: Say }) {
  switch (part.kind) {
    case "text":
      return (
        <p class="text" dir="auto">
          {part.text}
        </p>
      );
    case "ssml":
      return (
        <p class="text" dir="auto">
          {part.text} <span class="mark">SSML</span>
        </p>
      );
    case "custom":
      return (
        <figure class="custom">
          <figcaption class="mark">CustomPayload</figcaption>
          <pre class="payload" dir="auto">
            {part.text}
          </pre>
        </figure>
      );
    case "card":
      return <CardView card={part.card} onSay={onSay} />;
    case "unknown":
      return <JsonView value={part.value} label="A message of a kind this page does not know" />;
  }
}

/** What the numbers of lex-error messages mean, for people. The numbers are HTTP's (`docs/facts.md` §1.2). */
const WHY_NOT: Readonly<Record<number, string>> = {
  400: "it was asked in a way that Lex does not take, such as a text over 1024 characters",
  403: "it has no permission to use the Lex bot",
  404: "Lex knows no such bot, alias or locale",
  409: "two messages reached the same conversation at once",
  424: "the bot’s own function failed",
  429: "too many requests at once, or its fulfilment took too long",
  500: "something failed inside, or it had nothing usable to say",
  502: "Lex could not reach a service that it depends on",
  503: "Lex could not be reached",
  504: "Lex did not answer in time",
};
