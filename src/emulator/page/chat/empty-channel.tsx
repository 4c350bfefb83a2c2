import type { Info } from "../../http/info.ts";

interface Props {
  readonly info: Info;
  readonly onSay: (content: string) => void;
}

const SUGGESTIONS_MAX = 6;

export function EmptyChannel({ info, onSay }: Props) {
  const all = info.lexBots.flatMap(({ utterances }) => utterances);
  // An utterance with a slot in it is a pattern, not something a person would say.
  const sayable = [...new Set(all.filter((utterance) => !utterance.includes("{")))].slice(0, SUGGESTIONS_MAX);
  const bots = info.lexBots.map(({ name }) => name).join(", ");
  return (
    <div class="empty-channel">
      <p>
        {bots === "" ? "No bot is loaded." : <>Nothing has been said yet. Say something, and {bots} will answer.</>}
      </p>
      {sayable.length === 0 ? null : (
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
