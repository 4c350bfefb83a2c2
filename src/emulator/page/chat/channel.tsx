import { useMemo, useRef } from "preact/hooks";
import { arnName } from "../format.ts";
import { type Dispatch, deliveryKey, type State, shownDelivery } from "../store.ts";
import { releasedBecause } from "../walk-delivery.ts";
import { Composer } from "./composer.tsx";
import { EmptyChannel } from "./empty-channel.tsx";
import { Log } from "./log.tsx";
import { Message } from "./message.tsx";

interface Props {
  readonly state: State;
  readonly dispatch: Dispatch;
  readonly send: (content: string) => Promise<boolean>;
}

/** More are not drawn: who sends thousands of messages wants to look at the newest. */
const DRAWN_MAX = 300;

export function Channel({ state, dispatch, send }: Props) {
  const { info, messages, deliveries, speaker } = state;
  const box = useRef<HTMLTextAreaElement>(null);
  const shown = shownDelivery(state)?.messageId;
  const hidden = Math.max(0, messages.length - DRAWN_MAX);

  const list = useMemo(() => {
    const byMessage = new Map(deliveries.map((delivery) => [delivery.messageId, delivery]));
    return messages.slice(hidden).map((message) => {
      const delivery = byMessage.get(message.MessageId);
      return (
        <Message
          key={message.MessageId}
          message={message}
          info={info}
          own={message.Sender.Arn === speaker}
          selected={message.MessageId === shown}
          released={delivery === undefined ? undefined : releasedBecause(delivery)}
          onInspect={
            delivery === undefined ? undefined : () => dispatch({ type: "choose", key: deliveryKey(delivery) })
          }
          onSay={send}
        />
      );
    });
  }, [messages, hidden, deliveries, info, speaker, shown, dispatch, send]);

  return (
    <section class="channel" aria-label="Channel">
      <h2 class="half-title">
        Channel <code title={info?.channelArn}>{info === undefined ? "" : arnName(info.channelArn)}</code>
      </h2>
      <Log>
        {hidden === 0 ? null : <p class="aside">{hidden} older messages are not shown.</p>}
        {list}
      </Log>
      {messages.length > 0 || info === undefined ? null : (
        <EmptyChannel
          info={info}
          onSay={(utterance) => {
            // The button that was pressed goes away; the next thing to do is to write.
            box.current?.focus();
            void send(utterance);
          }}
        />
      )}
      <Composer state={state} dispatch={dispatch} send={send} box={box} />
    </section>
  );
}
