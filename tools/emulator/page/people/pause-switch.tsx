import type { Actions } from "../actions.ts";
import { nameOf } from "../state/members.ts";
import type { State } from "../state/state.ts";
import { pauseToText, type ShownPause } from "./pause-to-text.ts";
import { useUntil } from "./use-until.ts";

interface Props {
  readonly state: State;
  readonly actions: Actions;
}

/** Whether a person has taken over here, since when and by what; a click pauses the bots, or lets them speak again. */
export function PauseSwitch({ state, actions }: Props) {
  const { info, speaker } = state;
  const pause = shownPause(state);
  const isOn = useUntil(pause?.until);
  const handoff = info?.handoff;
  if (handoff === undefined) return null;
  const whose = handoff.scope === "session" ? ` for ${nameOf(speaker, info)}` : "";
  const isPaused = pause !== undefined && isOn;
  return (
    <div class="pause" data-paused={isPaused}>
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={isPaused}
        aria-describedby="pause-why"
        onClick={() => void actions.setPaused(!isPaused)}
      >
        <i class="switch-track" aria-hidden="true" />
        Bot paused{whose}
      </button>
      <p id="pause-why" role="status">
        {isPaused ? pauseToText(pause, info) : "The bot answers."}
      </p>
    </div>
  );
}

/** The pause of the channel that is shown, or where conversations are paused, of the speaker's. */
function shownPause({ info, channelArn, speaker }: State): ShownPause | undefined {
  return info?.handoff?.pauses.find(
    (pause) => pause.channelArn === channelArn && (pause.senderArn ?? speaker) === speaker,
  );
}
