import { LEX_TEXT_MAX } from "../../../../mappers/shapes/limits.ts";
import type { Info } from "../../http/info.ts";
import { isBot, membersOf } from "../state/members.ts";
import type { Dispatch } from "../state/state.ts";

interface Props {
  readonly info: Info;
  readonly speaker: string | undefined;
  readonly text: string;
  readonly dispatch: Dispatch;
}

/** From this many characters on, the count is shown. */
const COUNT_FROM = 800;

/** Who speaks, and sees the channel. */
export function Speakers({ info, speaker, text, dispatch }: Props) {
  return (
    <fieldset class="speakers">
      <legend>You are</legend>
      {membersOf(info, undefined).map(({ arn, name }) => (
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
          </span>
        </label>
      ))}
      {text.length < COUNT_FROM ? null : (
        <output data-over={text.length > LEX_TEXT_MAX}>
          {text.length} of the {LEX_TEXT_MAX} characters that Lex takes
        </output>
      )}
    </fieldset>
  );
}
