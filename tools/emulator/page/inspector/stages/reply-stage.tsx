import type { EmulatedDelivery } from "../../../delivery.ts";
import { saidToText } from "../../chat/said-to-text.ts";
import { decisionOf } from "../../reading/read-decision.ts";
import type { ShownPart } from "../../reading/read-message.ts";
import { replyOf } from "../../reading/reply-of.ts";
import type { AnswerMessages } from "../../reading/walk-delivery.ts";
import { Losses } from "../losses.tsx";

const KINDS: Readonly<Record<ShownPart["kind"], string>> = {
  text: "PlainText",
  ssml: "SSML",
  custom: "CustomPayload",
  card: "ImageResponseCard",
  unknown: "unknown",
};

/** What the bot says in the channel, after everything that didn't fit. */
export function ReplyStage({ delivery, answers }: { delivery: EmulatedDelivery; answers: AnswerMessages }) {
  const reply = replyOf(delivery, answers);
  const losses = <Losses decision={decisionOf(delivery.invocations)} />;
  if (reply === undefined) {
    const over = delivery.invocations.length > 0;
    return (
      <>
        <p class="aside">{over ? "The bot says nothing to this." : "Nothing yet."}</p>
        {losses}
      </>
    );
  }
  return (
    <>
      {reply.error === undefined ? null : (
        <div class="problem">
          <b>A lex-error with code {reply.error}.</b> Clients are told by number alone; the reason stands at the
          verdict.
        </div>
      )}
      {reply.parts.length === 0 ? null : (
        <ol class="said" aria-label="What the bot says">
          {reply.parts.map((part, at) => (
            <li key={at} dir="auto">
              <span class="mark">{KINDS[part.kind]}</span> {saidToText({ kind: "reply", parts: [part] })}
            </li>
          ))}
        </ol>
      )}
      <p class="aside">
        {reply.by === "callback" ? "It replaces the message in flight." : "It goes out under the bot’s own name."}
      </p>
      {losses}
    </>
  );
}
