import type { EmulatedMessage } from "../../channel/message.ts";
import type { Info } from "../../http/info.ts";
import { excerpt, timeOfDay } from "../format.ts";
import { placeholderOf } from "../reading/placeholder.ts";
import { nameOf } from "../state/members.ts";

/** How the message stands, where it isn't simply sent. */
export function StatusNote({ message, sender }: { message: EmulatedMessage; sender: string }) {
  const { Status, LastEditedTimestamp: edited } = message;
  if (Status.Value === "PENDING")
    return (
      <span class="status">
        <i class="pulse" aria-hidden="true" /> Pending: only {sender} can see it until the callback
      </span>
    );
  if (Status.Value === "DENIED") return <span class="status">Denied by the processor: nobody else saw it</span>;
  if (Status.Value === "FAILED") return <span class="status">Failed: the channel flow gave up on it</span>;
  const placeholder = placeholderOf(message);
  if (placeholder === "standing")
    return (
      <span class="status">
        <i class="pulse" aria-hidden="true" /> Placeholder: the answer will take its place
      </span>
    );
  if (placeholder === "emptied") return <span>Placeholder of no answer: clients draw nothing</span>;
  const what = placeholder === "replaced" ? "took its placeholder’s place" : "edited";
  return edited === undefined ? null : <span title={`Edited at ${timeOfDay(edited)}`}>{what}</span>;
}

export function replacedNote(sender: string, input: string | undefined): string {
  const lost = input === undefined ? "; the words were not kept" : "";
  return `replaced by the bot’s reply, under ${sender}’s name${lost}`;
}

/** What a bot's own message answers. */
export function answerNote(answered: EmulatedMessage | undefined): string | undefined {
  return answered === undefined ? undefined : `answers “${excerpt(answered.Content, 40)}”`;
}

/** Who can see it, and where it is, if not everyone in the channel. */
export function targetNote(message: EmulatedMessage, info: Info | undefined): string | undefined {
  const { Target, SubChannelId, Type, Persistence } = message;
  const names = (Target ?? []).map(({ MemberArn }) => nameOf(MemberArn, info));
  const notes = [
    ...(names.length === 0 ? [] : [`only to ${names.join(", ")}`]),
    ...(SubChannelId === undefined ? [] : [`sub-channel ${SubChannelId}`]),
    ...(Type === "CONTROL" ? ["control message: bypasses the flow"] : []),
    ...(Persistence === "NON_PERSISTENT" ? ["not stored"] : []),
  ];
  return notes.length === 0 ? undefined : notes.join(", ");
}
