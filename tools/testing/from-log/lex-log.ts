import * as z from "zod/mini";
import type { TurnResult } from "../../../mappers/shapes/turn.ts";
import type { HeardDelivery } from "../cassette/recording-bridge.ts";
import type { LoggedConversation } from "./logged-conversation.ts";

/** A text log entry of a Lex V2 conversation log, as far as it is read (Lex V2 guide, "Viewing text logs in Amazon CloudWatch Logs"). */
const LexLogEntry = z.looseObject({
  bot: z.looseObject({ id: z.string(), aliasId: z.string(), localeId: z.string() }),
  sessionId: z.string(),
  requestId: z.string(),
  inputTranscript: z.string(),
  timestamp: z.string(),
  messages: z.optional(z.array(z.looseObject({ contentType: z.string() }))),
  sessionState: z.optional(z.looseObject({})),
  requestAttributes: z.optional(z.record(z.string(), z.string())),
});
export type LexLogEntry = z.infer<typeof LexLogEntry>;

/** A value as an entry, if it is one. */
export function readLexEntry(value: object): LexLogEntry | undefined {
  const entry = z.safeParse(LexLogEntry, value);
  return entry.success ? entry.data : undefined;
}

/** A conversation for each session, its entries in the order of their times. What the log hides is named. */
export function entriesToConversations(entries: readonly LexLogEntry[]): LoggedConversation[] {
  const inOrder = [...entries].sort((a, b) => a.timestamp.localeCompare(b.timestamp));
  const ids = [...new Set(inOrder.map(({ sessionId }) => sessionId))];
  const sessions = ids.map((id) => inOrder.filter(({ sessionId }) => sessionId === id));
  return sessions.map((own, at) => ({
    name: `session-${String(at + 1).padStart(2, "0")}`,
    config: entriesToConfig(own),
    deliveries: own.map((entry) => ({
      heard: entryToHeard(entry),
      placeholders: unseenSlots(entry).map((slot) => `slot ${slot}: the log hides its value`),
    })),
  }));
}

/** The log names the bot, and not how a bridge was configured. The account's number is in no entry. */
function entriesToConfig([first]: readonly LexLogEntry[]) {
  const { id, aliasId, localeId } = first?.bot ?? {};
  return { bots: [{ lexBotAliasArn: `arn:aws:lex:us-east-1:111122223333:bot-alias/${id}/${aliasId}`, localeId }] };
}

/** The slots whose values a log hides: it writes their names in braces (Lex V2 guide, "Obscuring slot values"). */
export function unseenSlots({ inputTranscript, sessionState }: LexLogEntry): string[] {
  const slots = Object.keys(intentOf(sessionState)?.slots ?? {});
  const elicited = dialogOf(sessionState)?.slotToElicit;
  const known = [...slots, ...(typeof elicited === "string" ? [elicited] : [])];
  return [...new Set(known)].filter(
    (name) =>
      inputTranscript.includes(`{${name}}`) || JSON.stringify(intentOf(sessionState) ?? {}).includes(`"{${name}}"`),
  );
}

const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";

/**
 * An entry as what a bridge would have heard: channel, sender and message are those of its request attributes, where the bridge or a
 * native bot gave them. Nothing of it is scrubbed yet.
 */
export function entryToHeard(entry: LexLogEntry): HeardDelivery {
  const { requestAttributes: given = {}, inputTranscript, requestId, sessionId, timestamp, bot } = entry;
  const ChannelArn = given["CHIME.channel.arn"] ?? `${INSTANCE}/channel/3f5a9b64-0c1d-4e8f-b7a2-5d6e7f801923`;
  const Arn = given["CHIME.sender.arn"] ?? `${INSTANCE}/user/somebody`;
  const request = {
    ...{ botId: bot.id, botAliasId: bot.aliasId, localeId: bot.localeId, sessionId, text: inputTranscript },
    requestAttributes: given,
  };
  return {
    event: {
      EventType: "CHANNEL_MESSAGE_EVENT",
      CallbackId: requestId,
      ChannelMessage: {
        MessageId: given["CHIME.message.id"] ?? requestId,
        ChannelArn,
        Content: inputTranscript,
        Sender: { Arn, Name: "" },
        Type: "STANDARD",
        Persistence: "PERSISTENT",
        CreatedTimestamp: timestamp,
      },
    },
    turns: [{ request, result: entryToResult(entry) }],
    reads: [],
    // How it ended is what the bridge comes to: the log knows of no channel.
    decision: { outcome: "replied" } as HeardDelivery["decision"],
  };
}

/** A log calls a card's buttons `buttonsList`. */
function entryToResult({ messages = [], sessionState = {}, sessionId }: LexLogEntry): TurnResult {
  const said = messages.map(({ imageResponseCard: card, ...message }) => {
    if (typeof card !== "object" || card === null) return message;
    const { buttonsList, ...rest } = card as { readonly buttonsList?: unknown };
    return {
      ...message,
      imageResponseCard: { ...rest, ...(buttonsList === undefined ? {} : { buttons: buttonsList }) },
    };
  });
  return { messages: said, sessionId, sessionState } as TurnResult;
}

function intentOf(state: unknown): { readonly slots?: object | null } | undefined {
  return (state as { intent?: { slots?: object | null } } | undefined)?.intent;
}

function dialogOf(state: unknown): { readonly slotToElicit?: unknown } | undefined {
  return (state as { dialogAction?: { slotToElicit?: unknown } } | undefined)?.dialogAction;
}
