import type { EmulatedDelivery } from "../../delivery.ts";
import { asList, asText, isObject, type JsonObject } from "../json.ts";
import type { LexAddress } from "../server/controls.ts";
import { deliveryKey } from "../state/select.ts";

/** What a session held after a turn, each value in words, by name. */
export interface HeldState {
  readonly intent: string;
  readonly intentState: string;
  readonly next: string;
  readonly slots: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, string>;
  readonly contexts: ReadonlyMap<string, string>;
}

export interface SessionTurn {
  /** The key of its delivery. */
  readonly delivery: string;
  readonly at: number;
  readonly text: string;
  /** Absent where Lex refused, or hasn't answered. */
  readonly held?: HeldState;
  readonly refused?: string;
}

/** A session as its turns tell it, the oldest first. */
export interface SeenSession {
  readonly key: string;
  readonly address: LexAddress;
  /** The ARNs of those whose messages were turns of it. */
  readonly senders: readonly string[];
  readonly turns: readonly SessionTurn[];
}

/** The sessions of these deliveries; the one with the newest turn is the last. Never throws. */
export function readSessions(deliveries: readonly EmulatedDelivery[]): readonly SeenSession[] {
  const all = deliveries.flatMap((delivery) => delivery.turns.map((turn) => ({ delivery, turn })));
  const sessions = new Map<string, SeenSession>();
  for (const { delivery, turn } of all.toSorted((a, b) => a.turn.at - b.turn.at)) {
    const { botId, botAliasId, localeId, sessionId } = turn.request;
    const address = { botId, botAliasId, localeId, sessionId };
    const key = [botId, botAliasId, localeId, sessionId].join("/");
    const { turns = [], senders = [] } = sessions.get(key) ?? {};
    const sender = delivery.event.ChannelMessage.Sender.Arn;
    const state: unknown = turn.result?.sessionState;
    const read: SessionTurn = {
      delivery: deliveryKey(delivery),
      at: turn.at,
      text: turn.request.text,
      ...(turn.result === undefined ? {} : { held: readHeld(isObject(state) ? state : {}) }),
      ...(turn.refused === undefined ? {} : { refused: `${turn.refused.status} ${turn.refused.name}` }),
    };
    sessions.delete(key);
    sessions.set(key, { key, address, senders: [...new Set([...senders, sender])], turns: [...turns, read] });
  }
  return [...sessions.values()];
}

function readHeld({ intent, dialogAction, sessionAttributes, activeContexts }: JsonObject): HeldState {
  const { name, state, slots } = objectOf(intent);
  const { type, slotToElicit } = objectOf(dialogAction);
  return {
    intent: asText(name) ?? "",
    intentState: asText(state) ?? "",
    next: [asText(type), asText(slotToElicit)].filter(Boolean).join(" "),
    slots: new Map(Object.entries(objectOf(slots)).map(([slot, value]) => [slot, slotToText(value)])),
    attributes: new Map(Object.entries(objectOf(sessionAttributes)).map(([attribute, v]) => [attribute, String(v)])),
    contexts: new Map(asList(activeContexts).map(objectOf).map(contextToText)),
  };
}

/** A slot's value, those of a list, or those of its parts; nothing where it isn't filled (API_runtime_Slot). */
function slotToText(slot: unknown): string {
  const { value, values, subSlots } = objectOf(slot);
  const { interpretedValue, originalValue } = objectOf(value);
  const several = asList(values).map(slotToText);
  const parts = Object.entries(objectOf(subSlots)).map(([name, part]) => `${name} ${slotToText(part) || "–"}`);
  return (
    (several.length > 0 ? several.join(", ") : asText(interpretedValue)) ?? asText(originalValue) ?? parts.join(", ")
  );
}

function contextToText({ name, timeToLive, contextAttributes }: JsonObject): [string, string] {
  const { turnsToLive, timeToLiveInSeconds } = objectOf(timeToLive);
  const attributes = Object.entries(objectOf(contextAttributes)).map(([attribute, v]) => `${attribute}: ${String(v)}`);
  const lives = `for ${String(turnsToLive)} more turns or ${String(timeToLiveInSeconds)} s`;
  return [String(name), [lives, ...attributes].join(", ")];
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
