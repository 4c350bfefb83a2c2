import type { EmulatedMessage } from "../../channel/message.ts";
import type { Info } from "../../http/info.ts";
import { EVERYONE } from "../chat/compose/draft-to-request.ts";
import type { Snapshot } from "../server/listen.ts";
import { membersOf } from "./members.ts";
import { chosenDelivery, deliveryKey } from "./select.ts";
import type { PageAction, PlaceOnPage, State } from "./state.ts";

/** As many as the emulator keeps: a page that stays open all day must not grow. */
const MESSAGES_MAX = 5_000;
const DELIVERIES_MAX = 500;

/** The page's state after an action. Pure. */
export function reduce(state: State, action: PageAction): State {
  switch (action.type) {
    case "info":
      return besideChosen(withInfo(state, action.info));
    case "faults":
      return { ...state, faults: action.faults };
    case "options":
      return { ...state, options: action.options };
    case "connection":
      return { ...state, connection: action.connection };
    case "snapshot":
      return withSnapshot(state, action.snapshot);
    case "message":
      return withMessage(state, action.message);
    case "removed":
      return {
        ...state,
        messages: state.messages.filter(({ MessageId }) => MessageId !== action.messageId),
        before: withBefore(state.before, action.messageId, undefined),
      };
    case "delivery":
      return { ...state, deliveries: put(state.deliveries, action.delivery, deliveryKey, DELIVERIES_MAX) };
    case "open":
      return besideChosen(opened(state, action.place));
    case "filter":
      return { ...state, filter: { ...state.filter, ...action.change } };
    case "choose":
      return action.key === undefined
        ? without(state, "chosen")
        : { ...state, chosen: action.key, panel: "delivery", front: "panel" };
    case "restarted":
      return { ...state, restarts: [...state.restarts, action.after].slice(-DELIVERIES_MAX) };
    case "speak-as":
      // Whoever speaks next neither writes to themselves nor knows whom the one before wrote to.
      return { ...state, speaker: action.arn, address: { ...state.address, target: undefined } };
    case "enter":
      return entered(without(state, "chosen"), action.channelArn);
    case "everything":
      return { ...state, everything: action.on };
    case "address":
      return { ...state, address: { ...state.address, ...action.change } };
    case "panel":
      return { ...state, panel: action.panel, front: "panel" };
    case "front":
      return { ...state, front: action.front };
    case "loading":
      return action.loading === undefined
        ? without(state, "loading")
        : { ...state, loading: action.loading, panel: "bots", front: "panel" };
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

function withMessage(state: State, message: EmulatedMessage): State {
  const { MessageId, Status, LastEditedTimestamp } = message;
  const isEdit = Status.Value === "PENDING" && LastEditedTimestamp !== undefined;
  const was = state.before.get(MessageId) ?? state.messages.findLast((one) => one.MessageId === MessageId);
  return {
    ...state,
    messages: put(state.messages, message, messageKey, MESSAGES_MAX),
    before: withBefore(state.before, MessageId, isEdit ? was : undefined),
  };
}

function withBefore(before: State["before"], messageId: string, was: EmulatedMessage | undefined): State["before"] {
  if (was === before.get(messageId)) return before;
  const next = new Map(before);
  if (was === undefined) next.delete(messageId);
  else next.set(messageId, was);
  return next;
}

/** Who spoke, and where, stays as it was while it is still there: the emulator may be another one now. */
function withInfo(state: State, info: Info): State {
  const next = inChannel({ ...state, info }, keep(state.channelArn, info.channels));
  const was = state.info?.channels.find(({ arn }) => arn === state.channelArn);
  if (was === undefined || next.channelArn === was.arn) return next;
  const is = info.channels.find(({ arn }) => arn === next.channelArn);
  const reason = is === undefined ? "There is no other. Reset brings the first one back." : `This is ${is.name} now.`;
  // Neither the delivery that was chosen nor whom the next message was for need be in this channel.
  return { ...without(next, "chosen"), address: EVERYONE, failure: { title: `${was.name} is gone.`, reason } };
}

function entered(state: State, channelArn: string): State {
  return { ...inChannel(state, channelArn), address: EVERYONE };
}

function inChannel(state: State, arn: string | undefined): State {
  const { speaker: spoke, channelArn: _, ...rest } = state;
  const speaker = state.info === undefined ? undefined : keep(spoke, membersOf(state.info, arn));
  return {
    ...rest,
    ...(arn === undefined ? {} : { channelArn: arn }),
    ...(speaker === undefined ? {} : { speaker }),
  };
}

function keep(arn: string | undefined, among: readonly { readonly arn: string }[]): string | undefined {
  return among.find((one) => one.arn === arn)?.arn ?? among[0]?.arn;
}

/** In place of what it was, else at the end; the oldest go when there are too many. */
function put<T>(list: readonly T[], item: T, key: (item: T) => string, max: number): readonly T[] {
  const at = list.findLastIndex((one) => key(one) === key(item));
  return at === -1 ? [...list, item].slice(-max) : list.with(at, item);
}

function messageKey({ MessageId }: EmulatedMessage): string {
  return MessageId;
}

/** A chosen delivery that was there and is forgotten is chosen no more; one that never was stays, for the page to say so. */
function withSnapshot(state: State, snapshot: Snapshot): State {
  const next: State = { ...state, ...snapshot, before: new Map(), snapshots: state.snapshots + 1, connection: "live" };
  const isForgotten = chosenDelivery(state) !== undefined && chosenDelivery(next) === undefined;
  return isForgotten ? without(next, "chosen") : besideChosen(next);
}

/** The list leaves the delivery that was looked at as it is: it is where one comes back to. */
function opened(state: State, { front, panel, chosen }: PlaceOnPage): State {
  const next = { ...state, front, panel };
  if (chosen !== undefined) return { ...next, chosen };
  return panel === "delivery" ? without(next, "chosen") : next;
}

/** A delivery may be of another channel than the one that is shown, where it was opened by its address. */
function besideChosen(state: State): State {
  const channelArn = chosenDelivery(state)?.event.ChannelMessage.ChannelArn;
  const isThere = state.info?.channels.some(({ arn }) => arn === channelArn) ?? false;
  return channelArn === undefined || channelArn === state.channelArn || !isThere ? state : entered(state, channelArn);
}

function without<K extends "chosen" | "failure" | "loading">(state: State, key: K): Omit<State, K> {
  const { [key]: _gone, ...rest } = state;
  return rest;
}
