import type { EmulatedDelivery } from "../../../delivery.ts";
import { durationToText } from "../../format.ts";
import { decisionOf } from "../../reading/read-decision.ts";
import { Facts } from "../facts.tsx";

/** What reading the message back brought to light: the event holds neither target nor attributes (`docs/facts.md` §2). */
export function LookupStage({ delivery }: { delivery: EmulatedDelivery }) {
  const decision = decisionOf(delivery.invocations);
  const took = decision?.timings.find(([name]) => name === "lookup");
  return (
    <>
      <p>{decision?.lookup}</p>
      <Facts rows={[["GetChannelMessage took", took === undefined ? undefined : durationToText(took[1])]]} />
    </>
  );
}
