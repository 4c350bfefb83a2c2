import { buttonToMessage, isStalePress, type LexButton } from "chime-lex-bridge/mappers";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { type Channel, wordsOf } from "./channel.ts";
import { Composer } from "./composer.tsx";
import { Log } from "./log.tsx";
import { MessageView } from "./message-view.tsx";
import { latestReply, type Message, stalePresses } from "./messages.ts";

export interface ChatProps {
  readonly channel: Channel;
  readonly channelArn: string;
  /** Who reads and writes here. */
  readonly userArn: string;
  /** What the chat is called, on the screen and to a screen reader. */
  readonly label: string;
  /** Who speaks where an answer took the place of somebody's words. */
  readonly botName: string;
  /** ARNs of the bots whose answers are confirmed; the others are marked. Leave it out with `replace`, where nobody can tell. */
  readonly bots?: readonly string[] | undefined;
  /** How a custom payload is drawn. Without it, or where it gives undefined, the payload is named in words. */
  readonly customPayload?: ((payload: string) => ReactNode | undefined) | undefined;
  /** The locale of the words that aren't the bot's, such as `de_DE`. */
  readonly locale?: string | undefined;
}

const CONNECTION = { connecting: "Connecting…", live: "Connected", closed: "Not connected" } as const;

/** A channel with a bot in it: what is said, by whom, what can be pressed, who is typing, and a box to write in. */
export function Chat(props: ChatProps) {
  const { channel, channelArn, userArn, label } = props;
  const { connection, messages, isMember, typing, trouble } = useSyncExternalStore(channel.subscribe, channel.view);
  /** The answer whose button was pressed last: a button is pressed once. */
  const [pressed, setPressed] = useState<string>();
  const [notice, setNotice] = useState("");
  const latest = latestReply(messages);
  const stale = stalePresses(messages);

  async function say(text: string): Promise<boolean> {
    setNotice("");
    try {
      await channel.say(text);
      return true;
    } catch (error) {
      setNotice(`Your message wasn’t sent. ${wordsOf(error)}`);
      return false;
    }
  }

  async function press(button: LexButton, message: Message) {
    const press = buttonToMessage(button, message, { channelArn });
    if (press === undefined) return setNotice("This choice can’t be sent.");
    if (isStalePress(press, latest))
      return setNotice("This choice belongs to an earlier answer. Please use the latest one.");
    if (pressed === message.MessageId) return setNotice("You have made your choice. Please wait for the answer.");
    setNotice("");
    setPressed(message.MessageId);
    try {
      await channel.press(press);
    } catch (error) {
      setPressed(undefined);
      setNotice(`Your choice wasn’t sent. ${wordsOf(error)}`);
    }
  }

  return (
    <main className="chat">
      <header className="top">
        <h1>{label}</h1>
        <p className="connection" data-connection={connection} role="status">
          {CONNECTION[connection]}
        </p>
        {connection === "closed" && (
          <button type="button" onClick={() => channel.start()}>
            Connect again
          </button>
        )}
      </header>
      <Log label={label} isBusy={connection !== "live"} messages={messages} userArn={userArn}>
        {messages.length === 0 && connection === "live" && <p className="empty">Nobody has said anything yet.</p>}
        {messages.map((message) => (
          <MessageView
            key={message.MessageId}
            {...props}
            message={message}
            mayPress={message === latest && pressed !== message.MessageId}
            isStalePress={stale.has(message.MessageId)}
            onPress={press}
          />
        ))}
      </Log>
      <p className="typing">
        {typing.length > 0 && `${typing.join(", ")} ${typing.length > 1 ? "are" : "is"} typing…`}
      </p>
      <div className="notice" role="status">
        {notice || (trouble && `The messages couldn’t be loaded. ${trouble}`)}
        {trouble && connection !== "closed" && (
          <button type="button" onClick={() => channel.reload()}>
            Load again
          </button>
        )}
      </div>
      {isMember ? (
        <Composer onSay={say} onType={() => channel.tellTyping()} />
      ) : (
        <p className="left" role="status">
          You are no longer in this channel.
        </p>
      )}
    </main>
  );
}
