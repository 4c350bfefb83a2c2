import type { Delivery } from "../../delivery.ts";
import { count, milliseconds } from "../format.ts";
import { decisionOf } from "../read-decision.ts";

/** What is out of the ordinary about a delivery, and how long it took. */
export function Flags({ delivery }: { delivery: Delivery }) {
  const { invocations, callbacks, turns, event } = delivery;
  const decision = decisionOf(invocations);
  const refused = callbacks.filter((one) => one.refused !== undefined).length;
  const { LastEditedTimestamp: edited, CreatedTimestamp: created } = event.ChannelMessage;
  const flags = [
    edited && edited !== created ? "an edit" : "",
    invocations.length > 1 ? `delivered ${count(invocations.length, "time")}` : "",
    turns.length > 1 ? `${count(turns.length, "request")} to Lex` : "",
    refused > 0 ? `${count(refused, "refused callback")}` : "",
    decision !== undefined && decision.losses.length > 0 ? count(decision.losses.length, "loss", "losses") : "",
    decision !== undefined && decision.warnings.length > 0 ? count(decision.warnings.length, "warning") : "",
    decision?.pending ? "may stay pending" : "",
  ].filter((flag) => flag !== "");
  const [first] = invocations;
  return (
    <>
      <span>{first === undefined ? "the processor is working" : `the processor took ${milliseconds(first.ms)}`}</span>
      {flags.map((flag) => (
        <span key={flag} class="flag">
          {flag}
        </span>
      ))}
    </>
  );
}
