import { useState } from "preact/hooks";
import { endSession } from "../server/controls.ts";
import { RequestRefusal, reasonOf } from "../server/request.ts";
import type { Dispatch } from "../state/state.ts";
import { useAttempt } from "../use-attempt.ts";
import type { SeenSession } from "./read-sessions.ts";

interface Props {
  readonly session: SeenSession;
  readonly restarts: readonly string[];
  readonly dispatch: Dispatch;
}

const ENDED =
  "Restarted: Lex ended this session (DeleteSession) and forgot its slots, contexts and session attributes. The messages stay in the channel. The next one begins a new session.";

/** Ends the bot's session, so that the next message begins a new one. Nothing else is forgotten. */
export function Restart({ session: { address, turns }, restarts, dispatch }: Props) {
  const { attempt, busy, failure } = useAttempt();
  const [said, setSaid] = useState("");
  const last = turns.at(-1)?.delivery ?? "";
  // What was said of a restart is over with the next turn.
  const isRestarted = restarts.includes(last);
  const restart = async () => {
    setSaid(ENDED);
    await endSession(address).catch((caught: unknown) => {
      // 404: it expired meanwhile, or was ended elsewhere.
      if (!(caught instanceof RequestRefusal) || caught.status !== 404) throw caught;
      setSaid(`${reasonOf(caught)} It had ended already: the next message begins a new one.`);
    });
    dispatch({ type: "restarted", after: last });
  };
  return (
    <div class="restart">
      <button
        type="button"
        class="quiet"
        title="Ends the bot's session. The messages stay."
        disabled={busy}
        onClick={() => void attempt(restart)}
      >
        Restart conversation
      </button>
      <p role="status" class={isRestarted && said !== "" ? "fine" : ""}>
        {isRestarted ? said : ""}
      </p>
      {failure === undefined ? null : (
        <p class="problem" role="alert">
          Not restarted. {failure}
        </p>
      )}
    </div>
  );
}
