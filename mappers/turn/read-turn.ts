import { isNone, isRecord, isTextOrNone } from "../shapes/json-values.ts";
import type { LexButton, LexCard, LexMessage } from "../shapes/lex-message.ts";
import type { Loss, LossKind } from "../shapes/reply.ts";
import type { TurnResult } from "../shapes/turn.ts";
import { utf8Length } from "../shapes/utf8.ts";

/** A Lex answer as far as it can be read, with its losses; or why none of it can. */
export type ReadTurn =
  | { readonly result: TurnResult; readonly losses: readonly Loss[] }
  /** The members whose type isn't Lex's, by path alone: the values are the bot's words. */
  | { readonly odd: string };

/**
 * Reads the answer of a turn. One bad message, button, slot or attribute costs itself, and is listed as a loss; what the bridge doesn't read
 * isn't looked at. An answer whose `messages` isn't a list, or holds only bad ones, can't be read: silence would be a guess.
 */
export function readTurn(answer: unknown): ReadTurn {
  if (!isRecord(answer)) return { odd: "the whole" };
  const { messages: listed, sessionState } = answer;
  if (!isNone(listed) && !Array.isArray(listed)) return { odd: "messages" };
  const losses: Loss[] = [];
  const messages = listed?.flatMap((one: unknown, at) => readMessage(one, at, losses));
  if (listed?.length && messages?.length === 0) return { odd: "messages.0" };
  const result = {
    ...answer,
    ...(messages ? { messages } : {}),
    ...(isNone(sessionState) ? {} : { sessionState: readSession(sessionState, losses) }),
  };
  return { result: result as TurnResult, losses };
}

function readMessage(value: unknown, message: number, losses: Loss[]): LexMessage[] {
  const lose = (kind: LossKind, lost: unknown) => losses.push({ kind, message, before: sizeOf(lost), after: 0 });
  if (!isRecord(value) || typeof value["contentType"] !== "string") {
    lose("message", value);
    return [];
  }
  const { content, imageResponseCard: card } = value;
  const read: Record<string, unknown> = { ...value };
  const isContent = isTextOrNone(content);
  const readCard = isNone(card) ? undefined : cardOf(card, lose);
  if ((!isContent && !readCard) || (!isNone(card) && !readCard && typeof content !== "string")) {
    lose("message", value);
    return [];
  }
  if (!isContent) {
    lose("text", content);
    delete read["content"];
  }
  if (readCard) read["imageResponseCard"] = readCard;
  else if (!isNone(card)) {
    lose("title", card);
    delete read["imageResponseCard"];
  }
  return [read as LexMessage];
}

function cardOf(card: unknown, lose: (kind: LossKind, lost: unknown) => void): LexCard | undefined {
  if (!isRecord(card) || typeof card["title"] !== "string") return undefined;
  const read: Record<string, unknown> = { ...card };
  for (const [name, kind] of [
    ["subtitle", "subtitle"],
    ["imageUrl", "image"],
  ] as const) {
    if (isTextOrNone(card[name])) continue;
    lose(kind, card[name]);
    delete read[name];
  }
  const { buttons } = card;
  if (isNone(buttons)) return read as LexCard;
  const good = Array.isArray(buttons) ? buttons.filter(isButton) : [];
  for (const one of Array.isArray(buttons) ? buttons : [buttons]) if (!isButton(one)) lose("button", one);
  return { ...(read as LexCard), buttons: good };
}

function isButton(value: unknown): value is LexButton {
  return isRecord(value) && typeof value["text"] === "string" && typeof value["value"] === "string";
}

function readSession(session: unknown, losses: Loss[]): Record<string, unknown> | undefined {
  if (!isRecord(session)) return undefined;
  const { intent, sessionAttributes } = session;
  const keep = (members: unknown, isGood: (one: unknown) => boolean) => membersOf(members, isGood, losses);
  return {
    ...session,
    ...(isNone(sessionAttributes) ? {} : { sessionAttributes: keep(sessionAttributes, isTextOrNone) }),
    ...(isNone(intent) ? {} : { intent: readIntent(intent, keep) }),
  };
}

type Keep = (members: unknown, isGood: (one: unknown) => boolean) => Record<string, unknown>;

function readIntent(intent: unknown, keep: Keep): Record<string, unknown> | undefined {
  if (!isRecord(intent)) return undefined;
  const { name, state, slots } = intent;
  return {
    ...intent,
    name: typeof name === "string" ? name : undefined,
    state: typeof state === "string" ? state : undefined,
    ...(isNone(slots) ? {} : { slots: keep(slots, (one) => isNone(one) || isRecord(one)) }),
  };
}

/** The good members of a set. Their names come from the bot, and may be listed. */
function membersOf(members: unknown, isGood: (one: unknown) => boolean, losses: Loss[]): Record<string, unknown> {
  if (!isRecord(members)) return {};
  const entries = Object.entries(members);
  for (const [name, value] of entries) {
    if (!isGood(value)) losses.push({ kind: "attribute", name, before: sizeOf(value), after: 0 });
  }
  return Object.fromEntries(entries.filter(([, value]) => isGood(value)));
}

function sizeOf(value: unknown): number {
  return utf8Length(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
}
