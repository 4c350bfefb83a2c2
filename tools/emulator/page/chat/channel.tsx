import { useCallback, useEffect, useMemo, useRef } from "preact/hooks";
import { isBot } from "../../channel/world/world.ts";
import type { Actions } from "../actions.ts";
import { PauseSwitch } from "../people/pause-switch.tsx";
import { isTypingSign } from "../people/typing.ts";
import { TypingSigns } from "../people/typing-sign.tsx";
import { useTyping } from "../people/use-typing.ts";
import { silentBecause } from "../reading/walk-delivery.ts";
import { answeredId, channelMessages, deliveryKey, shownDelivery } from "../state/select.ts";
import type { Dispatch, State } from "../state/state.ts";
import { Announcer } from "./announcer.tsx";
import { ChannelTitle } from "./channel-title.tsx";
import { Composer } from "./compose/composer.tsx";
import { EmptyChannel } from "./empty-channel.tsx";
import { MessageLog } from "./log.tsx";
import { Message } from "./message.tsx";

interface Props {
  readonly state: State;
  readonly dispatch: Dispatch;
  readonly actions: Actions;
}

/** More are not drawn: who sends thousands of messages wants to look at the newest. */
const DRAWN_MAX = 300;

export function ChannelPane({ state, dispatch, actions }: Props) {
  const { info, messages, before, channelArn, deliveries, speaker, everything } = state;
  const box = useRef<HTMLTextAreaElement>(null);
  const shown = shownDelivery(state)?.messageId;

  const seen = useMemo(
    () => channelMessages({ messages, before, channelArn }, speaker),
    [messages, before, channelArn, speaker],
  );
  const drawn = useMemo(
    // A sign that somebody types passes; as a message it stands among what nobody sees.
    () => (everything ? seen : seen.filter(({ message, visible }) => visible && !isTypingSign(message))),
    [seen, everything],
  );
  const older = Math.max(0, drawn.length - DRAWN_MAX);
  const epoch = `${state.snapshots} ${channelArn}`;
  const typing = useTyping(seen, speaker, epoch);

  const { chosen } = state;
  // Whoever picks a delivery wants to see its message too.
  useEffect(() => {
    if (chosen !== undefined) document.getElementById(`message-${shown}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen, shown]);

  const focusBox = useCallback(() => box.current?.focus(), []);
  const list = useMemo(() => {
    const deliveryOf = new Map(deliveries.map((delivery) => [delivery.messageId, delivery]));
    const words = new Map(seen.map(({ message }) => [message.MessageId, message]));
    return drawn.slice(-DRAWN_MAX).map(({ message, visible }) => {
      const delivery = deliveryOf.get(message.MessageId);
      return (
        <Message
          key={message.MessageId}
          message={message}
          visible={visible}
          info={info}
          speaker={speaker}
          bot={info?.lexBots.find(({ botId }) => botId === delivery?.turns.at(-1)?.request.botId)?.name}
          answered={words.get(answeredId(message) ?? "")}
          selected={message.MessageId === shown}
          silence={delivery === undefined || isBot(message.Sender.Arn) ? undefined : silentBecause(delivery)}
          onInspect={
            delivery === undefined ? undefined : () => dispatch({ type: "choose", key: deliveryKey(delivery) })
          }
          actions={actions}
          onGone={focusBox}
        />
      );
    });
  }, [seen, drawn, deliveries, info, speaker, shown, dispatch, actions, focusBox]);

  return (
    <section class="channel" aria-label="Channel">
      <ChannelTitle state={state} dispatch={dispatch} hidden={seen.length - seen.filter((one) => one.visible).length} />
      <PauseSwitch state={state} actions={actions} />
      <MessageLog>
        {older === 0 ? null : <p class="aside">{older} older messages are not shown.</p>}
        {list}
        <TypingSigns typing={typing} info={info} />
      </MessageLog>
      {list.length > 0 || info === undefined ? null : (
        <EmptyChannel
          info={info}
          hidden={seen.length}
          onSay={(utterance) => {
            // The button that was pressed goes away; the next thing to do is to write.
            focusBox();
            void actions.say(utterance);
          }}
        />
      )}
      <Composer state={state} dispatch={dispatch} actions={actions} box={box} />
      <Announcer key={epoch} seen={seen} typing={typing} info={info} speaker={speaker} />
    </section>
  );
}
