import { useState } from "preact/hooks";
import { countToText } from "../format.ts";
import { channelDeliveries, deliveryKey } from "../state/select.ts";
import type { State } from "../state/state.ts";
import { download } from "./download.ts";
import { transcriptToScript } from "./transcript-to-script.ts";

/** The conversation out of the page, as a script; and what of it a script can't say. */
export function ScriptButton({ state }: { state: State }) {
  const { info, channelArn, messages, options, restarts } = state;
  const [told, setTold] = useState<readonly string[]>();
  const own = messages.filter((message) => message.ChannelArn === channelArn);
  if (info === undefined || own.length === 0) return null;

  const save = () => {
    const deliveries = channelDeliveries(state);
    const isRestarted = deliveries.some((delivery) => restarts.includes(deliveryKey(delivery)));
    const { origin } = location;
    const { yaml, said, untold } = transcriptToScript({
      messages: own,
      deliveries,
      isRestarted,
      info,
      options,
      origin,
    });
    if (said > 0) download("conversation.yaml", new Blob([yaml], { type: "application/yaml" }));
    const saved = `${countToText(said, "message is", "messages are")} in conversation.yaml.`;
    setTold([said > 0 ? saved : "There is nothing that a script could say.", ...untold]);
  };

  return (
    <>
      <button type="button" class="link" title="A script that chime-lex-bridge talk runs" onClick={save}>
        Download script
      </button>
      <div class="script-told" role="status">
        {told === undefined ? null : (
          <>
            <ul>
              {told.map((one, at) => (
                <li key={at}>
                  <Note text={one} />
                </li>
              ))}
            </ul>
            <button type="button" class="link" onClick={() => setTold(undefined)}>
              Close
            </button>
          </>
        )}
      </div>
    </>
  );
}

/** The words that a note begins with are somebody's, and may read from the other side; the note itself doesn't. */
function Note({ text }: { text: string }) {
  const end = text.startsWith("“") ? text.lastIndexOf("” by ") : -1;
  if (end < 0) return text;
  return (
    <>
      “<bdi>{text.slice(1, end)}</bdi>
      {text.slice(end)}
    </>
  );
}
