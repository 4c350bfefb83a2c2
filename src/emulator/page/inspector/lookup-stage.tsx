import type { Delivery } from "../../delivery.ts";
import { decisionOf } from "../read-decision.ts";
import { JsonView } from "./json-view.tsx";

/** What reading the message back brought to light: the event holds neither target nor attributes. */
export function LookupStage({ delivery }: { delivery: Delivery }) {
  const lookup = decisionOf(delivery.invocations)?.lookup;
  if (lookup === undefined) return null;
  return <JsonView value={lookup.value} label="GetChannelMessage, as the processor recorded it" />;
}
