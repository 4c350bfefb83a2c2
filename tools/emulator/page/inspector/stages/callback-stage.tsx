import { CONTENT_MAX_BYTES, METADATA_MAX_BYTES } from "../../../../../mappers/shapes/limits.ts";
import { utf8Length } from "../../../../../mappers/shapes/utf8.ts";
import type { EmulatedDelivery, ObservedCallback } from "../../../delivery.ts";
import { parseJson } from "../../json.ts";
import { callbackKind } from "../../reading/walk-delivery.ts";
import { AttributesView, Facts, Meter } from "../facts.tsx";
import { JsonDetails } from "../json-view.tsx";

/** What was posted to the channel, and whether it was accepted. */
export function CallbackStage({ delivery }: { delivery: EmulatedDelivery }) {
  const { callbacks, invocations } = delivery;
  if (callbacks.length === 0) {
    if (invocations.length === 0) return <p class="aside">Nothing yet: the message is pending.</p>;
    return (
      <div class="problem">
        <b>No callback came.</b> The message stays pending, seen by its sender only, for up to 48 hours.
      </div>
    );
  }
  return (
    <>
      {callbacks.map((observed, at) => (
        <CallbackView key={at} observed={observed} delivery={delivery} first={at === 0} />
      ))}
    </>
  );
}

function CallbackView({
  observed,
  delivery,
  first,
}: {
  observed: ObservedCallback;
  delivery: EmulatedDelivery;
  first: boolean;
}) {
  const { callback, refused } = observed;
  const { Content, ContentType, Metadata, MessageAttributes, PushNotification, SubChannelId } = callback.ChannelMessage;
  const envelope = ContentType === undefined ? undefined : parseJson(Content);
  const settled = refused !== undefined && !first;
  return (
    <div class="one">
      {refused === undefined ? null : (
        <div class={settled ? "caution" : "problem"}>
          <b>
            Refused: {refused.status} {refused.name}
          </b>{" "}
          {refused.message}
          {settled ? (
            <p>Chime accepts one callback for each message. This is how a redelivery ends, and nothing is lost.</p>
          ) : null}
        </div>
      )}
      <Facts
        rows={[
          ["Does", WHAT[callbackKind(observed, delivery)]],
          ["ContentType", ContentType === undefined ? undefined : <code>{ContentType}</code>],
          ["SubChannelId", SubChannelId],
          [
            "Push",
            PushNotification === undefined ? undefined : [PushNotification.Title, PushNotification.Body].join(": "),
          ],
        ]}
      />
      {Content === undefined ? null : (
        <Meter name="Content" size={utf8Length(Content)} max={CONTENT_MAX_BYTES} unit="bytes" />
      )}
      {Metadata ? <Meter name="Metadata" size={utf8Length(Metadata)} max={METADATA_MAX_BYTES} unit="bytes" /> : null}
      <AttributesView attributes={MessageAttributes} />
      {envelope === undefined ? null : <JsonDetails value={envelope} label="Envelope" />}
      <JsonDetails value={callback} label="ChannelFlowCallback" />
    </div>
  );
}

const WHAT: Readonly<Record<string, string>> = {
  denied: "Drops the message",
  replied: "Turns the message into the bot’s reply",
  errored: "Turns the message into a failure notice",
  released: "Lets the message through unchanged",
  changed: "Changes the message",
};
