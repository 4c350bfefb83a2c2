import type { Info } from "../../http/info.ts";
import { countToText } from "../format.ts";

interface Props {
  readonly info: Info;
  /** How many messages are there that whoever speaks may not see. */
  readonly hidden: number;
  readonly onSay: (content: string) => void;
}

const SUGGESTIONS_MAX = 6;

export function EmptyChannel({ info, hidden, onSay }: Props) {
  if (info.channels.length === 0) {
    return (
      <div class="empty-channel">
        <p>There is no channel any more. Reset brings the first one back.</p>
      </div>
    );
  }
  // The first is the one that answers.
  const [bot] = info.lexBots;
  // An utterance with a slot in it is a pattern, not something a person would say.
  const sayable = [...new Set(bot?.utterances.filter((utterance) => !utterance.includes("{")))].slice(
    0,
    SUGGESTIONS_MAX,
  );
  return (
    <div class="empty-channel">
      {hidden > 0 ? (
        <p>
          {countToText(hidden, "message is", "messages are")} here, and none that this member can see: what is pending
          or denied its sender alone sees, what is targeted its two.
        </p>
      ) : (
        <p>
          {bot === undefined ? (
            "No bot is loaded. Drop a Lex V2 export on the page."
          ) : (
            <>Nothing has been said yet. Say something, and {bot.name} will answer.</>
          )}
        </p>
      )}
      {sayable.length === 0 || hidden > 0 ? null : (
        <ul class="chips" aria-label="Things this bot understands">
          {sayable.map((utterance) => (
            <li key={utterance}>
              <button type="button" onClick={() => onSay(utterance)}>
                {utterance}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
