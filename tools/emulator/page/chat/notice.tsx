import type { Actions } from "../actions.ts";
import type { SendFailure } from "../state/state.ts";

interface Props {
  readonly failure: SendFailure;
  /** What stands in the box: it can be sent from there. */
  readonly text: string;
  readonly actions: Actions;
  readonly onDismiss: () => void;
}

/** What did not work, why, and how to try it again. */
export function Notice({ failure: { title, reason, body }, text, actions, onDismiss }: Props) {
  return (
    <div class="notice" role="alert">
      <p>
        <b>{title}</b> {reason}
      </p>
      {body === undefined || body.Content === text ? null : (
        <button type="button" class="quiet" onClick={() => void actions.sendAgain(body)}>
          Try again
        </button>
      )}
      <button type="button" class="quiet" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  );
}
