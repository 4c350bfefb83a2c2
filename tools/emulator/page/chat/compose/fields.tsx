import type { Dispatch } from "../../state/state.ts";
import type { Address } from "./draft-to-request.ts";

/** What else SendChannelMessage takes. */
export function Fields({ address, dispatch }: { address: Address; dispatch: Dispatch }) {
  const change = (to: Partial<Address>) => dispatch({ type: "address", change: to });
  return (
    <div class="fields">
      <label>
        <span>Metadata</span>
        <input
          type="text"
          spellcheck={false}
          value={address.metadata}
          placeholder='{"any":"JSON"}'
          onInput={({ currentTarget }) => change({ metadata: currentTarget.value })}
        />
      </label>
      <label>
        <span>ContentType</span>
        <input
          type="text"
          spellcheck={false}
          value={address.contentType}
          placeholder="text/plain"
          onInput={({ currentTarget }) => change({ contentType: currentTarget.value })}
        />
      </label>
      <label>
        <span>SubChannelId</span>
        <input
          type="text"
          spellcheck={false}
          value={address.subChannelId}
          onInput={({ currentTarget }) => change({ subChannelId: currentTarget.value })}
        />
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={address.type === "CONTROL"}
          onChange={({ currentTarget }) => change({ type: currentTarget.checked ? "CONTROL" : "STANDARD" })}
        />
        Control message
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={address.persistence === "NON_PERSISTENT"}
          onChange={({ currentTarget }) =>
            change({ persistence: currentTarget.checked ? "NON_PERSISTENT" : "PERSISTENT" })
          }
        />
        Not persistent
      </label>
    </div>
  );
}
