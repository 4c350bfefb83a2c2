import { useState } from "preact/hooks";
import { SaidView } from "../chat/said.tsx";
import { PanelFrame } from "../panels/panel.tsx";
import { readShownMessage } from "../reading/read-message.ts";

interface SheetReply {
  /** What of replies this one shows. */
  readonly kinds: readonly string[];
  /** Of the case that it is taken from. */
  readonly title: string;
  readonly outcome: string;
  /** Whether the bot posts under its own name. */
  readonly own: boolean;
  readonly words: string;
  readonly posts: readonly { readonly ContentType: string; readonly Content: string; readonly private?: true }[];
}

/** Made of the cases of `fixtures/cases` when the page is built (`scripts/sheet-replies.mjs`). */
declare const SHEET_REPLIES: readonly SheetReply[];

const NOTHING: Readonly<Record<string, string>> = {
  released: "Nothing is said: the message goes through as it is.",
  denied: "Nothing is said: the message is dropped.",
  failed: "Nothing is said: the bridge broke, and let the message through as it is.",
};

/** Every kind of reply at once, for whoever draws a client. */
export function Sheet() {
  const [pressed, setPressed] = useState("");
  return (
    <PanelFrame title="Every kind of reply">
      <div class="sheet-head">
        <p class="aside">Made from the bridge’s own test cases; nothing here is in the channel.</p>
        <p role="status">{pressed}</p>
      </div>
      <div class="sheet">
        {SHEET_REPLIES.map((reply) => (
          <SheetCell
            key={reply.kinds.join()}
            reply={reply}
            onSay={(value) => setPressed(`In the channel, this button says “${value}”.`)}
          />
        ))}
      </div>
    </PanelFrame>
  );
}

function SheetCell({ reply, onSay }: { reply: SheetReply; onSay: (value: string) => void }) {
  const { kinds, title, outcome, own, words, posts } = reply;
  return (
    <section class="sheet-cell" aria-label={kinds.join(", ")}>
      <h3>
        {kinds.map((kind) => (
          <span key={kind}>{kind}</span>
        ))}
      </h3>
      <p class="aside">{title}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <div class="sheet-reply" tabIndex={0}>
        <div class="bubble" data-side="own">
          <p class="text" dir="auto">
            {words.trim() === "" ? "(no text)" : words}
          </p>
        </div>
        {posts.map((post, at) => (
          <div key={at} class="bubble" data-side="bot">
            <SaidView said={readShownMessage(post).said} onSay={onSay} />
            {post.private ? <small class="private">only to who asked</small> : null}
          </div>
        ))}
        <p class="aside">
          {posts.length === 0 ? NOTHING[outcome] : own ? "Under the bot’s own name." : "In place of the message."}
        </p>
      </div>
    </section>
  );
}
