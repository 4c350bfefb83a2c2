import { CONTENT_MAX_BYTES, METADATA_MAX_BYTES } from "../../../../../mappers/shapes/limits.ts";
import { utf8Length } from "../../../../../mappers/shapes/utf8.ts";
import type { EmulatedDelivery } from "../../../delivery.ts";
import type { AnswerMessages } from "../../reading/walk-delivery.ts";
import { AttributesView, Facts, Meter } from "../facts.tsx";
import { JsonDetails } from "../json-view.tsx";

/** The messages that the bot sent in its own name. */
export function SentStage({ answers }: { delivery: EmulatedDelivery; answers: AnswerMessages }) {
  if (answers.length === 0) return <p class="aside">None of the reply is in the channel.</p>;
  return (
    <>
      {answers.map((message, at) => (
        <div key={message.MessageId} class="one">
          <Facts
            rows={[
              ["Status", message.Status.Value],
              ["ContentType", message.ContentType && <code>{message.ContentType}</code>],
              ["Only to", message.Target?.map(({ MemberArn }) => MemberArn).join(", ")],
            ]}
          />
          <Meter name="Content" size={utf8Length(message.Content)} max={CONTENT_MAX_BYTES} unit="bytes" />
          {message.Metadata ? (
            <Meter name="Metadata" size={utf8Length(message.Metadata)} max={METADATA_MAX_BYTES} unit="bytes" />
          ) : null}
          <AttributesView attributes={message.MessageAttributes} />
          <JsonDetails value={message} label={answers.length > 1 ? `Part ${at + 1} as stored` : "As stored"} />
        </div>
      ))}
    </>
  );
}
