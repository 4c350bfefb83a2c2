import { isBot } from "../../channel/world/world.ts";
import type { Info } from "../../http/info.ts";
import { membersOf } from "../state/members.ts";
import type { Dispatch, State } from "../state/state.ts";
import { EVERYONE, type MentionWay } from "./compose/draft-to-request.ts";

interface Props {
  readonly state: State;
  readonly info: Info;
  readonly dispatch: Dispatch;
  readonly open: Drawer;
  readonly onOpen: (drawer: Drawer) => void;
}

/** What is open under the box. */
export type Drawer = "odd" | "fields" | undefined;

const WAYS: Readonly<Record<MentionWay, string>> = {
  attribute: "by the attribute CHIME.mentions",
  metadata: "by Metadata",
  text: "by @name in the text",
};

/** To whom the next message goes, whom it mentions; and what opens below. */
export function AddressBar({ state, info, dispatch, open, onOpen }: Props) {
  const { address, speaker, channelArn } = state;
  const members = membersOf(info, channelArn);
  const { target, mention, mentionBy, type, persistence, contentType, metadata, subChannelId } = address;
  const change = (to: Partial<typeof address>) => dispatch({ type: "address", change: to });
  const special =
    [contentType, metadata, subChannelId].some((text) => text !== "") ||
    type !== EVERYONE.type ||
    persistence !== EVERYONE.persistence;
  return (
    <div class="address">
      <span class="pair" data-set={target !== undefined}>
        <label for="to">To</label>
        <select
          id="to"
          value={target ?? ""}
          onChange={({ currentTarget }) => change({ target: currentTarget.value || undefined })}
        >
          <option value="">everyone</option>
          {members
            .filter(({ arn }) => arn !== speaker)
            .map(({ arn, name }) => (
              <option key={arn} value={arn}>
                {name} only
              </option>
            ))}
        </select>
      </span>
      <span class="pair" data-set={mention !== undefined}>
        <label for="mention">Mention</label>
        <select
          id="mention"
          value={mention === undefined ? "" : `${mentionBy} ${mention}`}
          onChange={({ currentTarget }) => {
            const [way = "", arn] = currentTarget.value.split(" ");
            change(arn === undefined ? { mention: undefined } : { mention: arn, mentionBy: way as MentionWay });
          }}
        >
          <option value="">nobody</option>
          {members
            .filter(({ arn }) => isBot(arn))
            .flatMap(({ arn, name }) =>
              (Object.keys(WAYS) as MentionWay[]).map((way) => (
                <option key={`${way} ${arn}`} value={`${way} ${arn}`}>
                  {name}, {WAYS[way]}
                </option>
              )),
            )}
        </select>
      </span>
      <button type="button" class="link" aria-expanded={open === "odd"} onClick={() => onOpen("odd")}>
        Insert
      </button>
      <button
        type="button"
        class="link"
        aria-expanded={open === "fields"}
        data-set={special}
        onClick={() => onOpen("fields")}
      >
        {special ? "Other fields (set)" : "Other fields"}
      </button>
    </div>
  );
}
