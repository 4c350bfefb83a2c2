import {
  cleanLine,
  cleanText,
  type LexButton,
  type LexMessage,
  type ReadReply,
  readPress,
  readReply,
  replyToText,
} from "chime-lex-bridge/mappers";
import { CardView } from "./card-view.tsx";
import type { ChatProps } from "./chat.tsx";
import { createdAt, type Message } from "./messages.ts";

interface MessageViewProps extends Omit<ChatProps, "channel" | "channelArn" | "label"> {
  readonly message: Message;
  /** Whether the buttons of this answer can be pressed: it is the latest, and none was pressed. */
  readonly mayPress: boolean;
  /** Whether somebody pressed a button of an answer that was no longer the latest. */
  readonly isStalePress: boolean;
  readonly onPress: (button: LexButton, message: Message) => void;
}

/** One channel message: what somebody said, what the bot said, or, with `replace`, one in place of the other. */
export function MessageView(props: MessageViewProps) {
  const { message, userArn, botName, bots, isStalePress } = props;
  const reply = readReply(message, { from: bots });
  const isMine = message.Sender?.Arn === userArn;
  const name = isMine ? "You" : cleanLine(message.Sender?.Name ?? "");
  const said = readPress(message)?.label ?? cleanText(wordsOf(message, reply) ?? "");
  const isReply = reply.kind !== "none" || reply.reason === "unreadable";
  const isReplaced = isReply && said !== "";

  return (
    <article className="message" data-status={message.Status?.Value}>
      {message.Redacted ? (
        <Bubble name={name} side={isMine ? "mine" : "others"} notes={notesOf(message)}>
          <p className="text aside">This message was removed.</p>
        </Bubble>
      ) : (
        <>
          {(!isReply || isReplaced) && (
            <Bubble
              name={name}
              side={isMine ? "mine" : "others"}
              notes={[...(isStalePress ? [STALE] : []), ...notesOf(message)]}
            >
              <Text text={said} />
              <Progress message={message} isMine={isMine} />
            </Bubble>
          )}
          {isReply && (
            <Bubble name={isReplaced ? botName : name} side="bot" notes={isReplaced ? [] : notesOf(message)}>
              <Reply {...props} reply={reply} />
            </Bubble>
          )}
        </>
      )}
    </article>
  );
}

const STALE = "a choice of an earlier answer";

/** The words of a person in a message, if there are any. */
function wordsOf(message: Message, reply: ReadReply): string | null | undefined {
  if (reply.kind !== "none") return reply.input;
  return reply.reason === "foreign" ? message.Content : undefined;
}

function notesOf(message: Message): string[] {
  const time = new Date(createdAt(message)).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const isPrivate = (message.Target?.length ?? 0) > 0;
  return [...(isPrivate ? ["private"] : []), ...(message.LastEditedTimestamp ? ["edited"] : []), time];
}

interface BubbleProps {
  readonly name: string;
  readonly side: "mine" | "others" | "bot";
  readonly notes: readonly string[];
  readonly children: React.ReactNode;
}

function Bubble({ name, side, notes, children }: BubbleProps) {
  return (
    <section className="bubble" data-side={side} aria-label={name}>
      <h2>
        <bdi>{name}</bdi>
        {notes.length > 0 && <small>{notes.join(" · ")}</small>}
      </h2>
      {children}
    </section>
  );
}

/** What became of a message on its way through the processor. Only its sender sees one that isn't through. */
function Progress({ message, isMine }: { readonly message: Message; readonly isMine: boolean }) {
  if (!isMine) return null;
  switch (message.Status?.Value) {
    case "PENDING":
      return <p className="progress">Waiting for the answer…</p>;
    case "DENIED":
      return <p className="failure">This message wasn’t accepted. Nobody else sees it.</p>;
    case "FAILED":
      return <p className="failure">This message couldn’t be delivered. Nobody else sees it.</p>;
    default:
      return null;
  }
}

function Reply(props: MessageViewProps & { readonly reply: ReadReply }) {
  const { reply, bots, locale } = props;
  const isDoubtful = bots !== undefined && !reply.trusted;
  return (
    <>
      {isDoubtful && <p className="warning">Not confirmed to come from the bot</p>}
      {reply.kind === "messages" ? (
        reply.messages.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of an answer have no ids, and never change their order.
          <Part key={at} {...props} part={part} isDoubtful={isDoubtful} />
        ))
      ) : (
        <p className="text failure">{replyToText(reply, { locale })}</p>
      )}
    </>
  );
}

/** One message of the bot: a text, a card, a custom payload, or SSML as its words. */
function Part(props: MessageViewProps & { readonly part: LexMessage; readonly isDoubtful: boolean }) {
  const { part, message, locale, customPayload, mayPress, isDoubtful, onPress } = props;
  const { imageResponseCard: card, ...rest } = part;
  // A stranger's payload is named and no more: what it draws could pass for the bot's.
  const isDrawn = part.contentType === "CustomPayload" && !isDoubtful;
  const drawn = isDrawn ? customPayload?.(part.content ?? "") : undefined;
  return (
    <>
      {drawn ?? <Text text={replyToText({ kind: "messages", messages: [rest] }, { locale })} />}
      {card && (
        <CardView
          card={card}
          mayPress={mayPress}
          isDoubtful={isDoubtful}
          onPress={(button) => onPress(button, message)}
        />
      )}
    </>
  );
}

function Text({ text }: { readonly text: string }) {
  // Right-to-left words stand as they should, and turn nothing but themselves.
  return text === "" ? null : (
    <p className="text" dir="auto">
      {text}
    </p>
  );
}
