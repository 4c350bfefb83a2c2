import { useEffect, useRef, useState } from "preact/hooks";
import type { EmulatedMessage } from "../../channel/message.ts";
import type { Info } from "../../http/info.ts";
import { isTypingSign } from "../people/typing.ts";
import { typist } from "../people/typing-sign.tsx";
import { readShownMessage } from "../reading/read-message.ts";
import { nameOf } from "../state/members.ts";
import type { SeenMessage } from "../state/select.ts";
import { saidToText } from "./said-to-text.ts";

interface Props {
  readonly seen: readonly SeenMessage[];
  readonly typing: readonly EmulatedMessage[];
  readonly info: Info | undefined;
  readonly speaker: string | undefined;
}

/** More at once are counted instead of read out. */
const READ_OUT_MAX = 3;

/**
 * Tells screen readers what came into the channel, once each, in words. The log itself is no live region: a message that
 * turns from pending into a reply changes in several places. What is there when it begins is no news.
 */
export function Announcer({ seen, typing, info, speaker }: Props) {
  const told = useRef<ReadonlySet<string>>(new Set());
  const known = useRef<ReadonlyMap<string, string>>(undefined);
  const [said, setSaid] = useState({ text: "", turn: 0 });

  useEffect(() => {
    const before = known.current;
    known.current = new Map(seen.map(({ message }) => [message.MessageId, stateOf(message)]));
    if (before === undefined) return;
    const news = seen
      .filter(({ message, visible }) => visible && before.get(message.MessageId) !== stateOf(message))
      .flatMap(({ message }) => toSpoken(message, info, speaker));
    // After what was said, of which it may be the next.
    news.push(
      ...typing
        .filter(({ MessageId }) => !told.current.has(MessageId))
        .map((sign) => `${typist(sign, info)} is typing`),
    );
    told.current = new Set(typing.map(({ MessageId }) => MessageId));
    if (news.length === 0) return;
    const text = news.length > READ_OUT_MAX ? `${news.length} new messages` : news.join(". ");
    setSaid(({ turn }) => ({ text, turn: turn + 1 }));
  }, [seen, typing, info, speaker]);

  return (
    <p class="unseen" role="status" aria-label="New messages">
      <span key={said.turn}>{said.text}</span>
    </p>
  );
}

type Message = SeenMessage["message"];

function stateOf({ Status, Content, ContentType }: Message): string {
  return `${Status.Value} ${ContentType ?? ""} ${Content}`;
}

/** Nothing for what is one's own and only pending: whoever sent it knows. */
function toSpoken(message: Message, info: Info | undefined, speaker: string | undefined): string[] {
  const { Status, Sender } = message;
  if (Status.Value === "PENDING" || isTypingSign(message)) return [];
  if (Status.Value !== "SENT") return [`Your message was ${Status.Value.toLowerCase()}`];
  const { said } = readShownMessage(message);
  if (said.kind === "text") {
    return Sender.Arn === speaker ? [] : [`${Sender.Name || nameOf(Sender.Arn, info)} says: ${said.text}`];
  }
  return [`Bot says: ${saidToText(said)}`];
}
