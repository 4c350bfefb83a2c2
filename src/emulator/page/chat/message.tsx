import { useState } from "preact/hooks";
import type { EmulatedMessage } from "../../channel/message.ts";
import type { Info } from "../../http/info.ts";
import { arnName, timeOfDay } from "../format.ts";
import { JsonView } from "../inspector/json-view.tsx";
import { readMessage } from "../read-message.ts";
import { isBot } from "../store.ts";
import { SaidView } from "./said.tsx";

interface Props {
  readonly message: EmulatedMessage;
  readonly info: Info | undefined;
  readonly own: boolean;
  readonly selected: boolean;
  /** The reason for which the processor let it through. */
  readonly released: string | undefined;
  readonly onInspect: (() => void) | undefined;
  readonly onSay: (value: string) => void;
}

/**
 * One stored message. Where the bot's reply took the place of a person's words it is shown as the two things that were
 * said, with a note of what is really stored.
 */
export function Message({ message, info, own, selected, released, onInspect, onSay }: Props) {
  const [raw, setRaw] = useState(false);
  const { said, input } = readMessage(message);
  const status = message.Status.Value;
  const fromBot = isBot(message.Sender.Arn);
  const sender = message.Sender.Name || arnName(message.Sender.Arn);
  const replaced = !fromBot && said.kind !== "text";
  const side = own ? "own" : "other";

  return (
    <article
      class="message"
      data-status={status}
      data-selected={selected}
      aria-label={`${sender}, ${timeOfDay(message.CreatedTimestamp)}`}
    >
      {replaced && input !== undefined ? (
        <div class="bubble" data-side={side}>
          <Who name={sender} note={`${own ? "your" : "their"} words, kept in Metadata`} />
          <p class="text">{input}</p>
        </div>
      ) : null}
      <div class="bubble" data-side={replaced || fromBot ? "bot" : side} key={replaced ? "reply" : "words"}>
        <Who
          name={replaced ? (info?.bot.name ?? "Bot") : sender}
          bot={replaced || fromBot}
          note={replaced ? replacedNote(sender, input) : targetNote(message, info)}
        />
        <SaidView said={said} onSay={onSay} />
      </div>
      <footer class="under" data-side={replaced || fromBot ? "bot" : side}>
        <StatusNote status={status} sender={own ? "you" : sender} />
        {released === undefined ? null : <span>let through: {released}</span>}
        <time dateTime={message.CreatedTimestamp}>{timeOfDay(message.CreatedTimestamp)}</time>
        {onInspect === undefined ? null : (
          <button type="button" class="link" aria-pressed={selected} onClick={onInspect}>
            Inspect
          </button>
        )}
        <button type="button" class="link" aria-expanded={raw} onClick={() => setRaw(!raw)}>
          Raw
        </button>
      </footer>
      {raw ? <JsonView value={message} label="Stored message" /> : null}
    </article>
  );
}

function Who({ name, note, bot = false }: { name: string; note: string | undefined; bot?: boolean }) {
  return (
    <p class="who">
      <b>{name}</b>
      {bot ? <span class="mark">bot</span> : null}
      {note === undefined ? null : <small>{note}</small>}
    </p>
  );
}

function StatusNote({ status, sender }: { status: EmulatedMessage["Status"]["Value"]; sender: string }) {
  if (status === "PENDING")
    return (
      <span class="status">
        <i class="pulse" aria-hidden="true" /> Pending: only {sender} can see it until the callback
      </span>
    );
  if (status === "DENIED") return <span class="status">Denied by the processor: nobody else saw it</span>;
  if (status === "FAILED") return <span class="status">Failed: the channel flow gave up on it</span>;
  return null;
}

function replacedNote(sender: string, input: string | undefined): string {
  const lost = input === undefined ? "; the words were not kept" : "";
  return `replaced by the bot’s reply, under ${sender}’s name${lost}`;
}

function targetNote({ Target, SubChannelId }: EmulatedMessage, info: Info | undefined): string | undefined {
  const members = [...(info?.users ?? []), ...(info === undefined ? [] : [info.bot])];
  const names = (Target ?? []).map(
    ({ MemberArn }) => members.find(({ arn }) => arn === MemberArn)?.name ?? arnName(MemberArn),
  );
  const notes = [
    ...(names.length === 0 ? [] : [`only to ${names.join(", ")}`]),
    ...(SubChannelId === undefined ? [] : [`sub-channel ${SubChannelId}`]),
  ];
  return notes.length === 0 ? undefined : notes.join(", ");
}
