import type { EmulatedDelivery } from "../../delivery.ts";
import { countToText, durationToText } from "../format.ts";
import { decisionOf } from "../reading/read-decision.ts";

/** What is out of the ordinary about a delivery, and how long it took. */
export function Flags({ delivery }: { delivery: EmulatedDelivery }) {
  const { invocations, callbacks, turns, event } = delivery;
  const decision = decisionOf(invocations);
  const refused = callbacks.filter((one) => one.refused !== undefined).length;
  const { LastEditedTimestamp: edited, CreatedTimestamp: created } = event.ChannelMessage;
  const flags = [
    edited && edited !== created ? "an edit" : "",
    invocations.length > 1 ? `delivered ${countToText(invocations.length, "time")}` : "",
    turns.length > 1 ? `${countToText(turns.length, "request")} to Lex` : "",
    refused > 0 ? `${countToText(refused, "refused callback")}` : "",
    decision !== undefined && decision.losses.length > 0 ? countToText(decision.losses.length, "loss", "losses") : "",
    decision !== undefined && decision.warnings.length > 0 ? countToText(decision.warnings.length, "warning") : "",
    decision?.pending ? "may stay pending" : "",
  ].filter((flag) => flag !== "");
  const [first] = invocations;
  return (
    <>
      <span>{first === undefined ? "the processor is working" : `the processor took ${durationToText(first.ms)}`}</span>
      {flags.map((flag) => (
        <span key={flag} class="flag">
          {flag}
        </span>
      ))}
    </>
  );
}
