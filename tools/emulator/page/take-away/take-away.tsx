import { useState } from "preact/hooks";
import type { EmulatedMessage } from "../../channel/message.ts";
import type { EmulatedDelivery } from "../../delivery.ts";
import type { Info } from "../../http/info.ts";
import { CodeView } from "../inspector/json-view.tsx";
import { type Offered, type Options, requestRedelivery } from "../server/controls.ts";
import { keyToFragment } from "../state/fragment.ts";
import { deliveryKey } from "../state/select.ts";
import { useAttempt } from "../use-attempt.ts";
import { optionsToConfig } from "./case-config.ts";
import { type CaseFolder, deliveryToCase } from "./delivery-to-case.ts";
import { deliveryToMap, deliveryToSend } from "./delivery-to-command.ts";
import { download } from "./download.ts";
import { filesToZip } from "./zip.ts";

interface Props {
  readonly delivery: EmulatedDelivery;
  readonly answers: readonly EmulatedMessage[];
  readonly info: Info | undefined;
  readonly options: Offered<Options> | undefined;
}

/** A delivery out of the page: again, as a case folder, or as a command. */
export function TakeAway({ delivery, answers, info, options }: Props) {
  const [commands, setCommands] = useState(false);
  const { attempt, failure } = useAttempt();
  const config = optionsToConfig(options, info, delivery);
  const folder = deliveryToCase(delivery, answers, config);
  return (
    <div class="take-away">
      <button type="button" class="quiet" onClick={() => void attempt(() => requestRedelivery(delivery.messageId))}>
        Deliver again
      </button>
      <button
        type="button"
        class="quiet"
        title="A folder that chime-lex-bridge check runs"
        onClick={() =>
          void attempt(async () => {
            if (typeof folder === "string") throw new Error(folder);
            download(`${folder.name}.zip`, folderToZip(folder));
          })
        }
      >
        Download case
      </button>
      <button type="button" class="quiet" aria-expanded={commands} onClick={() => setCommands(!commands)}>
        As a command
      </button>
      <a class="link" href={keyToFragment(deliveryKey(delivery))}>
        Link to this delivery
      </a>
      {failure === undefined ? null : (
        <p class="problem" role="alert">
          {failure}
        </p>
      )}
      {commands ? (
        <div class="commands">
          <CodeView text={deliveryToSend(delivery, info, location.origin)} label="Send its words again" />
          <CodeView text={deliveryToMap(delivery, config)} label="Map it again, offline" />
        </div>
      ) : null}
    </div>
  );
}

/** One zip with the folder in it. */
function folderToZip({ name, files }: CaseFolder): Blob {
  const entries = Object.entries(files).map(([file, value]) => [
    `${name}/${file}`,
    `${JSON.stringify(value, null, 2)}\n`,
  ]);
  return new Blob([filesToZip(Object.fromEntries(entries))], { type: "application/zip" });
}
