import { CONTENT_MAX_BYTES, METADATA_MAX_BYTES } from "../../../../../mappers/shapes/limits.ts";
import { utf8Length } from "../../../../../mappers/shapes/utf8.ts";
import type { EmulatedDelivery } from "../../../delivery.ts";
import { Facts, Meter } from "../facts.tsx";
import { JsonDetails } from "../json-view.tsx";

/** What the processor was invoked with. */
export function EventStage({ delivery }: { delivery: EmulatedDelivery }) {
  const { event } = delivery;
  const { Content, Metadata, MessageId, Type, Persistence } = event.ChannelMessage;
  return (
    <>
      <blockquote class="words" dir="auto">
        {Content || "(no text)"}
      </blockquote>
      <Facts
        rows={[
          ["Type", [Type, Persistence].filter(Boolean).join(", ")],
          ["MessageId", <code key="m">{MessageId}</code>],
          ["CallbackId", <code key="c">{event.CallbackId}</code>],
        ]}
      />
      <Meter name="Content" size={utf8Length(Content ?? "")} max={CONTENT_MAX_BYTES} unit="bytes" />
      {Metadata ? <Meter name="Metadata" size={utf8Length(Metadata)} max={METADATA_MAX_BYTES} unit="bytes" /> : null}
      <JsonDetails value={event} label="Processor event" />
    </>
  );
}
