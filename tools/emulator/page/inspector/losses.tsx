import type { ShownDecision } from "../reading/read-decision.ts";

/** What did not reach the channel, with its sizes before and after. */
export function Losses({ decision }: { decision: ShownDecision | undefined }) {
  if (decision === undefined || decision.losses.length === 0) return null;
  const { losses, contentBefore } = decision;
  return (
    <table class="losses">
      <caption>
        Lost to the limits{contentBefore === undefined ? "" : `: the envelope had ${contentBefore} bytes`}
      </caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Where</th>
          <th scope="col">Bytes</th>
        </tr>
      </thead>
      <tbody>
        {losses.map(({ kind, where, before, after }, at) => (
          <tr key={at}>
            <td>{kind}</td>
            <td>{where}</td>
            <td>
              {before} → {after === 0 ? "gone" : after}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
