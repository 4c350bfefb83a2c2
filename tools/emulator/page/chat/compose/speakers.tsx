import { LEX_TEXT_MAX } from "../../../../../mappers/shapes/limits.ts";
import { isBot } from "../../../channel/world/world.ts";
import type { Info } from "../../../http/info.ts";
import type { Actions } from "../../actions.ts";
import { membersOf, nameOf, outsidersOf } from "../../state/members.ts";
import type { Dispatch } from "../../state/state.ts";

interface Props {
  readonly info: Info;
  readonly channelArn: string | undefined;
  readonly speaker: string | undefined;
  readonly text: string;
  readonly dispatch: Dispatch;
  readonly actions: Actions;
  /** Called when the button that was pressed went away, or what it was for. */
  readonly onGone: () => void;
}

/** From this many characters on, the count is shown. */
const COUNT_FROM = 800;

/** Who speaks, and sees the channel; who joins it, and leaves. */
export function Speakers({ info, channelArn, speaker, text, dispatch, actions, onGone }: Props) {
  const you = nameOf(speaker, info);
  return (
    <fieldset class="speakers">
      <legend>You are</legend>
      {membersOf(info, channelArn).map(({ arn, name }) => (
        <label key={arn}>
          <input
            type="radio"
            name="speaker"
            checked={arn === speaker}
            onChange={() => dispatch({ type: "speak-as", arn })}
          />
          <span>
            {name}
            {isBot(arn) ? <span class="mark">bot</span> : null}
            {info.handoff?.agents.includes(arn) ? <span class="mark">agent</span> : null}
          </span>
        </label>
      ))}
      {outsidersOf(info, channelArn).map(({ arn, name }) => (
        <button
          key={arn}
          type="button"
          class="invite"
          title={`Invite ${name} into the channel`}
          onClick={() => void actions.invite(arn).then((done) => done && onGone())}
        >
          <span aria-hidden="true">+</span>
          <span class="unseen">Invite</span> {name}
        </button>
      ))}
      {speaker === undefined ? null : (
        <button
          type="button"
          class="link leave"
          title={`${you} leaves the channel`}
          onClick={() => void actions.leave().then((done) => done && onGone())}
        >
          Leave<span class="unseen"> as {you}</span>
        </button>
      )}
      {text.length < COUNT_FROM ? null : (
        <output data-over={text.length > LEX_TEXT_MAX}>
          {text.length} of the {LEX_TEXT_MAX} characters that Lex takes
        </output>
      )}
    </fieldset>
  );
}
