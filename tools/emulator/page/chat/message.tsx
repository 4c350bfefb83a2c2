import { useState } from "preact/hooks";
import type { EmulatedMessage } from "../../channel/message.ts";
import { isBot } from "../../channel/world/world.ts";
import type { Info } from "../../http/info.ts";
import type { Actions } from "../actions.ts";
import { timeOfDay } from "../format.ts";
import { JsonView } from "../inspector/json-view.tsx";
import { placeholderOf } from "../reading/placeholder.ts";
import { readShownMessage } from "../reading/read-message.ts";
import { nameOf } from "../state/members.ts";
import { EditForm } from "./compose/edit-form.tsx";
import { MessageActions } from "./message-actions.tsx";
import { answerNote, replacedNote, StatusNote, targetNote } from "./message-notes.tsx";
import { SaidView } from "./said.tsx";

interface Props {
  readonly message: EmulatedMessage;
  /** Whether whoever speaks may see it. */
  readonly visible: boolean;
  readonly info: Info | undefined;
  readonly speaker: string | undefined;
  /** The bot whose reply took the message's place, by the name that it has or had. */
  readonly bot: string | undefined;
  /** The message that a bot's own message answers. */
  readonly answered: EmulatedMessage | undefined;
  readonly selected: boolean;
  /** The reason for which the processor let a person's words through. A bot's own message always goes through. */
  readonly silence: string | undefined;
  readonly onInspect: (() => void) | undefined;
  readonly actions: Actions;
  /** Called when the button that was pressed went away with the message. */
  readonly onGone: () => void;
}

/**
 * One stored message. Where the bot's reply took the place of a person's words it is shown as the two things that were
 * said, with a note of what is really stored.
 */
export function Message({
  message,
  visible,
  info,
  speaker,
  bot,
  answered,
  selected,
  silence,
  onInspect,
  actions,
  onGone,
}: Props) {
  const [raw, setRaw] = useState(false);
  const [editing, setEditing] = useState(false);
  const { said, input } = readShownMessage(message);
  const own = message.Sender.Arn === speaker;
  const status = message.Status.Value;
  const fromBot = isBot(message.Sender.Arn);
  const sender = message.Sender.Name || nameOf(message.Sender.Arn, info);
  const replaced = !fromBot && said.kind !== "text";
  const side = own ? "own" : "other";
  const lastSide = replaced || fromBot ? "bot" : side;
  // What a private card's button says is meant for the bot alone.
  const privately = message.Target === undefined ? undefined : fromBot ? message.Sender.Arn : botOf(message);
  const target = targetNote(message, info);
  const onSay = (value: string) => void actions.say(value, privately);

  return (
    <article
      class="message"
      id={`message-${message.MessageId}`}
      data-status={status}
      data-selected={selected}
      data-visible={visible}
      data-placeholder={placeholderOf(message)}
      aria-label={`${sender}, ${timeOfDay(message.CreatedTimestamp)}`}
    >
      {replaced && input !== undefined ? (
        <div class="bubble" data-side={side}>
          <Who name={sender} note={`${own ? "your" : "their"} words, kept in Metadata`} />
          <p class="text" dir="auto">
            {input}
          </p>
        </div>
      ) : null}
      <div class="bubble" data-side={lastSide}>
        <Who
          name={replaced ? (bot ?? info?.bot.name ?? "Bot") : sender}
          mark={replaced || fromBot ? "bot" : info?.handoff?.agents.includes(message.Sender.Arn) ? "agent" : undefined}
          note={replaced ? replacedNote(sender, input) : fromBot ? answerNote(answered) : undefined}
        />
        {editing ? (
          <EditForm message={message} words={input} actions={actions} onClose={() => setEditing(false)} />
        ) : message.Redacted ? (
          <p class="text aside">Redacted: its words are gone.</p>
        ) : (
          <SaidView said={said} onSay={onSay} />
        )}
      </div>
      <footer class="under" data-side={lastSide}>
        {target === undefined ? null : <span class="private">{target}</span>}
        {visible ? null : <span class="status">hidden from {nameOf(speaker, info)}</span>}
        <StatusNote message={message} sender={own ? "you" : sender} />
        {silence === undefined ? null : <span class="silence">{silence}</span>}
        <time dateTime={message.CreatedTimestamp}>{timeOfDay(message.CreatedTimestamp)}</time>
        <MessageActions
          message={message}
          own={own}
          selected={selected}
          raw={raw}
          editing={editing}
          actions={actions}
          onInspect={onInspect}
          onRaw={() => setRaw(!raw)}
          onEdit={() => setEditing(true)}
          onGone={onGone}
        />
      </footer>
      {raw ? <JsonView value={message} label="Stored message" /> : null}
    </article>
  );
}

/** The bot that a private message is shared with, where its sender is a person. */
function botOf({ Target }: EmulatedMessage): string | undefined {
  return Target?.find(({ MemberArn }) => isBot(MemberArn))?.MemberArn;
}

function Who({ name, note, mark }: { name: string; note: string | undefined; mark?: string | undefined }) {
  return (
    <p class="who">
      <b>{name}</b>
      {mark === undefined ? null : <span class="mark">{mark}</span>}
      {note === undefined ? null : <small>{note}</small>}
    </p>
  );
}
