import type { EmulatedMessage } from "../channel/message.ts";
import type { Delivery } from "../delivery.ts";
import type { Info } from "../http/info.ts";
import type { Connection, Snapshot } from "./server.ts";

/** A message that was not taken. `content` is kept, so that nothing a person typed is lost. */
export interface SendFailure {
  readonly content: string;
  readonly reason: string;
}

export interface State {
  readonly info?: Info;
  readonly connection: Connection;
  readonly messages: readonly EmulatedMessage[];
  readonly deliveries: readonly Delivery[];
  /** The key of the delivery a person chose; without it the newest one is shown. */
  readonly chosen?: string;
  /** The ARN of the user who speaks. */
  readonly speaker?: string;
  readonly sending: boolean;
  readonly failure?: SendFailure;
  /** Which half a narrow screen shows. */
  readonly view: "channel" | "delivery";
}

export type Action =
  | { readonly type: "info"; readonly info: Info }
  | { readonly type: "connection"; readonly connection: Connection }
  | { readonly type: "snapshot"; readonly snapshot: Snapshot }
  | { readonly type: "message"; readonly message: EmulatedMessage }
  | { readonly type: "delivery"; readonly delivery: Delivery }
  | { readonly type: "choose"; readonly key: string | undefined }
  | { readonly type: "speak-as"; readonly arn: string }
  | { readonly type: "view"; readonly view: State["view"] }
  | { readonly type: "sending" }
  | { readonly type: "sent" }
  | { readonly type: "failed"; readonly failure: SendFailure }
  | { readonly type: "dismiss" };

export type Dispatch = (action: Action) => void;

export const INITIAL: State = {
  connection: "connecting",
  messages: [],
  deliveries: [],
  sending: false,
  view: "channel",
};

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "info":
      return { ...state, info: action.info, ...speaker(state.speaker ?? action.info.users[0]?.arn) };
    case "connection":
      return { ...state, connection: action.connection };
    case "snapshot":
      return unpinnedIfGone({ ...state, ...action.snapshot, connection: "live" });
    case "message":
      return { ...state, messages: put(state.messages, action.message, (one) => one.MessageId) };
    case "delivery":
      return { ...state, deliveries: put(state.deliveries, action.delivery, deliveryKey) };
    case "choose":
      return action.key === undefined ? without(state, "chosen") : { ...state, chosen: action.key, view: "delivery" };
    case "speak-as":
      return { ...state, speaker: action.arn };
    case "view":
      return { ...state, view: action.view };
    case "sending":
      return { ...without(state, "failure"), sending: true };
    case "sent":
      // Whoever sends wants to see what becomes of it.
      return { ...without(state, "chosen"), sending: false };
    case "failed":
      return { ...state, sending: false, failure: action.failure };
    case "dismiss":
      return without(state, "failure");
  }
}

/** A delivery is a MessageId and a CallbackId. */
export function deliveryKey({ messageId, callbackId }: Delivery): string {
  return `${messageId} ${callbackId}`;
}

export function shownDelivery({ deliveries, chosen }: State): Delivery | undefined {
  return deliveries.find((delivery) => deliveryKey(delivery) === chosen) ?? newestDelivery(deliveries);
}

/** Of a person's message, if there is one: a bot's own message enters the flow too, only to be let through. */
export function newestDelivery(deliveries: readonly Delivery[]): Delivery | undefined {
  return deliveries.findLast(({ event }) => !isBot(event.ChannelMessage.Sender.Arn)) ?? deliveries.at(-1);
}

/** An AppInstanceBot's ARN ends in `/bot/<id>`, a user's in `/user/<id>` (`docs/facts.md` §2). */
export function isBot(arn: string): boolean {
  return arn.includes("/bot/");
}

function put<T>(list: readonly T[], item: T, key: (item: T) => string): readonly T[] {
  const at = list.findLastIndex((one) => key(one) === key(item));
  return at === -1 ? [...list, item] : list.with(at, item);
}

function unpinnedIfGone(state: State): State {
  return state.deliveries.some((delivery) => deliveryKey(delivery) === state.chosen) ? state : without(state, "chosen");
}

function without<K extends "chosen" | "failure">(state: State, key: K): Omit<State, K> {
  const { [key]: _gone, ...rest } = state;
  return rest;
}

function speaker(arn: string | undefined): Pick<State, "speaker"> {
  return arn === undefined ? {} : { speaker: arn };
}
