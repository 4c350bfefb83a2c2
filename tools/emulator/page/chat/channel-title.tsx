import { countToText } from "../format.ts";
import { nameOf } from "../state/members.ts";
import type { Dispatch, State } from "../state/state.ts";
import { ScriptButton } from "../take-away/script-button.tsx";

interface Props {
  readonly state: State;
  readonly dispatch: Dispatch;
  /** How many messages of the channel whoever speaks may not see. */
  readonly hidden: number;
}

/** Which channel, and through whose eyes. */
export function ChannelTitle({ state, dispatch, hidden }: Props) {
  const { info, channelArn, speaker, everything } = state;
  const channels = info?.channels ?? [];
  const name = channels.find(({ arn }) => arn === channelArn)?.name;
  return (
    <div class="half-title">
      <h2>Channel</h2>
      {channels.length > 1 ? (
        <select
          aria-label="Channel"
          value={channelArn}
          title={channelArn}
          onChange={({ currentTarget }) => dispatch({ type: "enter", channelArn: currentTarget.value })}
        >
          {channels.map((channel) => (
            <option key={channel.arn} value={channel.arn}>
              {channel.name}
            </option>
          ))}
        </select>
      ) : (
        <code title={channelArn}>{name}</code>
      )}
      <ScriptButton key={channelArn} state={state} />
      {info === undefined ? null : (
        <label class="check seen-by" title={`Else the channel is shown as ${nameOf(speaker, info)} sees it`}>
          <input
            type="checkbox"
            checked={everything}
            onChange={({ currentTarget }) => dispatch({ type: "everything", on: currentTarget.checked })}
          />
          Show what {nameOf(speaker, info)} can’t see
          {hidden === 0 ? null : <span class="badge">{countToText(hidden, "message")}</span>}
        </label>
      )}
    </div>
  );
}
