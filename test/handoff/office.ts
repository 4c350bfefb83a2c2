import { createHash } from "node:crypto";
import type { Callback } from "../../mappers/shapes/callback.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import type { TurnResult } from "../../mappers/shapes/turn.ts";
import { createBridge } from "../../src/bridge.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { createMemoryPauses } from "../../src/claims/memory-pauses.ts";
import { type BridgeConfig, readConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Pauses } from "../../src/ports/handoff.ts";
import type { Hooks } from "../../src/ports/hooks.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";

export const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
export const CHANNEL = `${APP}/channel/room`;
export const userOf = (name: string) => `${APP}/user/${name}`;
const BOT = CASE_CONFIG.bots[0]?.appInstanceBotArn ?? `${APP}/bot/b`;

export const HANDOFF = {
  intents: ["TalkToPerson"],
  attribute: "person",
  phrases: ["human please"],
  resumePhrases: ["back to the bot"],
  agents: [userOf("gil")],
};

/** What Lex answers, by the text: an intent, an attribute, silence, or an answer of several messages. */
function lexAnswer(text: string): TurnResult {
  const messages = [{ contentType: "PlainText", content: `You said ${text}.` }];
  if (text === "a person") return { messages, sessionState: { intent: { name: "TalkToPerson", state: "Fulfilled" } } };
  if (text === "which person")
    return { messages, sessionState: { intent: { name: "TalkToPerson", state: "InProgress" } } };
  if (text === "by attribute") return { messages, sessionState: { sessionAttributes: { person: "billing" } } };
  if (text === "with attributes") {
    const sessionAttributes = { first: "a".repeat(400), second: "b".repeat(245), third: "c" };
    return { messages, sessionState: { sessionAttributes } };
  }
  if (text === "no word") return { sessionState: { intent: { name: "TalkToPerson", state: "Fulfilled" } } };
  if (text === "a story")
    return {
      messages: Array.from({ length: 5 }, (_, at) => ({
        contentType: "PlainText",
        content: `${at} ${"x".repeat(900)}`,
      })),
    };
  return { messages };
}

/** The mark of a reply, as its parts bear it. */
const replyIdOf = (MessageId: string, CallbackId: string) =>
  createHash("sha256").update(`${MessageId}:${CallbackId}`).digest("hex").slice(0, 32);

export interface OfficeOptions extends Hooks {
  readonly config?: Partial<BridgeConfig> & Readonly<Record<string, unknown>>;
  readonly delivery?: "replace" | "reply";
  readonly pauses?: Pauses;
  /** Called before a call does anything: it may throw, wait, or do something else first. */
  readonly before?: (call: string) => void | Promise<void>;
}

/** One channel with Lex, Chime and the stores, which outlive the bridges that work on them. */
export function openOffice({
  config,
  delivery = "replace",
  before = () => {},
  pauses: given,
  ...hooks
}: OfficeOptions = {}) {
  const calls: string[] = [];
  const settled = new Map<string, Callback>();
  const said: OutgoingMessage[] = [];
  const tokens = new Set<string>();
  const lines: Record<string, unknown>[] = [];
  let sent = 0;
  const claims = createMemoryClaims(Date.now);
  const pauses = given ?? createMemoryPauses(Date.now);
  const call = async <Value>(name: string, run: () => Value | Promise<Value>): Promise<Value> => {
    calls.push(name);
    await before(name);
    return run();
  };
  const ports: Ports = {
    ...NO_PORTS,
    recognizeText: ({ text }) => call("lex", () => lexAnswer(text)),
    channelFlowCallback: (callback) =>
      call("callback", () => {
        if (settled.has(callback.CallbackId)) throw new BridgeError("CALLBACK_FORBIDDEN");
        settled.set(callback.CallbackId, callback);
      }),
    sendChannelMessage: (message) =>
      call("send", () => {
        if (!tokens.has(message.ClientRequestToken)) said.push(message);
        tokens.add(message.ClientRequestToken);
        return { MessageId: message.ClientRequestToken };
      }),
    updateChannelMessage: ({ MessageId, Content, ContentType, Metadata }) =>
      call("update", () => {
        const at = said.findIndex(({ ClientRequestToken }) => ClientRequestToken === MessageId);
        const before = said[at];
        if (!before) throw new BridgeError("UPDATE_FORBIDDEN");
        said[at] = { ...before, Content, ...(ContentType ? { ContentType } : {}), ...(Metadata ? { Metadata } : {}) };
      }),
    getChannelMessage: ({ MessageId }) => call("lookup", () => ({ MessageId })),
    listChannelMessages: () =>
      call("list", () => ({
        messages: said.map(({ Metadata, ChimeBearer, ClientRequestToken }) => ({
          MessageId: ClientRequestToken,
          Sender: { Arn: ChimeBearer },
          ...(Metadata ? { Metadata } : {}),
        })),
      })),
    claims: {
      isDurable: true,
      read: (...args) => call("read claim", () => claims.read(...args)),
      write: (id, write, options) => call(write.kind, () => claims.write(id, write, options)),
    },
    pauses: {
      isDurable: true,
      read: (...args) => call("read pause", () => pauses.read(...args)),
      write: (id, write, options) => call(`${write.kind} pause`, () => pauses.write(id, write, options)),
    },
    log: (_level, message, fields) => {
      if (message === "delivery") lines.push(fields);
    },
    now: Date.now,
  };
  const bot = { ...CASE_CONFIG.bots[0], appInstanceBotArn: BOT };
  const settings = readConfig({ bots: [bot], delivery, handoff: HANDOFF, claims: { table: "claims" }, ...config });
  const newBridge = (changed: Partial<Ports> = {}) => createBridge(settings, { ...ports, ...hooks, ...changed });
  const bridge = newBridge();
  const eventOf = (as: string, text: string, more: object = {}) => {
    const id = `m${++sent}`;
    return {
      CallbackId: id.padEnd(36, "c"),
      ChannelMessage: {
        MessageId: id,
        ChannelArn: CHANNEL,
        Content: text,
        Sender: { Arn: userOf(as), Name: as },
        Type: "STANDARD",
        Persistence: "PERSISTENT",
        CreatedTimestamp: new Date(Date.now()).toISOString(),
        ...more,
      },
    };
  };
  return {
    bridge,
    ports,
    newBridge,
    calls,
    settled,
    said,
    lines,
    eventOf,
    /** A message through the bridge: the record, and what people then see in its place. */
    say: async (as: string, text: string, more?: object) => {
      const event = eventOf(as, text, more);
      const record = await bridge.handle(event);
      return { record, event, shown: settled.get(event.CallbackId)?.ChannelMessage.Content };
    },
    /** Those of the deliveries whose user was told that a person comes. */
    promisesOf: (events: readonly { CallbackId: string; ChannelMessage: { MessageId: string; Content: string } }[]) =>
      events.filter(({ CallbackId, ChannelMessage: { MessageId, Content } }) => {
        if (!/^(a person|human please)$/.test(Content)) return false;
        const inReply = said.find(({ Metadata = "" }) => Metadata.includes(replyIdOf(MessageId, CallbackId)));
        const words = inReply?.Content ?? settled.get(CallbackId)?.ChannelMessage.Content ?? "";
        // A failure promises nothing.
        return /You said a person|a person will take over/.test(words);
      }),
    /** All that the bot has said in `reply`. */
    texts: () =>
      said.flatMap(({ Content }) =>
        (JSON.parse(Content) as { Messages: { Content: string }[] }).Messages.map(({ Content: text }) => text),
      ),
  };
}
