import type { EmulatedMessage } from "../../channel/message.ts";
import { isBot } from "../../channel/world/world.ts";
import type { EmulatedDelivery } from "../../delivery.ts";
import type { State } from "./state.ts";
import { isShownTo } from "./visible-to.ts";

/** A delivery is a MessageId and a CallbackId. */
export function deliveryKey({ messageId, callbackId }: EmulatedDelivery): string {
  return `${messageId} ${callbackId}`;
}

export function channelDeliveries({ deliveries, channelArn }: State): readonly EmulatedDelivery[] {
  return deliveries.filter(({ event }) => event.ChannelMessage.ChannelArn === channelArn);
}

/** The delivery that a person chose, or whose address they opened; undefined where there is none, or none such. */
export function chosenDelivery({ deliveries, chosen }: State): EmulatedDelivery | undefined {
  return deliveries.findLast((delivery) => deliveryKey(delivery) === chosen || delivery.messageId === chosen);
}

export function shownDelivery(state: State): EmulatedDelivery | undefined {
  return state.chosen === undefined ? newestDelivery(channelDeliveries(state)) : chosenDelivery(state);
}

/** Of a person's message, if there is one: a bot's own message enters the flow too, only to be let through. */
export function newestDelivery(deliveries: readonly EmulatedDelivery[]): EmulatedDelivery | undefined {
  return deliveries.findLast(({ event }) => !isBot(event.ChannelMessage.Sender.Arn)) ?? deliveries.at(-1);
}

/** The messages of the shown channel as whoever speaks sees them, each with whether they may see it. */
export function channelMessages(
  { messages, before, channelArn }: Pick<State, "messages" | "before"> & { readonly channelArn: string | undefined },
  speaker: string | undefined,
): readonly SeenMessage[] {
  return messages
    .filter((message) => message.ChannelArn === channelArn)
    .map((message) => (message.Sender.Arn === speaker ? message : (before.get(message.MessageId) ?? message)))
    .map((message) => ({ message, visible: speaker === undefined || isShownTo(message, speaker) }));
}

export interface SeenMessage {
  readonly message: EmulatedMessage;
  readonly visible: boolean;
}

/** What the channel holds of a bot's own messages in answer to this one, by the attribute that says so (`docs/facts.md` §1.1). */
export function selectAnswers(messageId: string, messages: readonly EmulatedMessage[]): readonly EmulatedMessage[] {
  return messages.filter((message) => message.MessageId !== messageId && answeredId(message) === messageId);
}

/** The MessageId that a bot's reply answers. */
export function answeredId({ MessageAttributes }: Pick<EmulatedMessage, "MessageAttributes">): string | undefined {
  return MessageAttributes?.["CHIME.LEX.sessionState.originatingRequestId"]?.StringValues?.[0];
}
