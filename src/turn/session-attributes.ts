import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";
import { utf8Length } from "../../mappers/shapes/utf8.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { callInTime, callWithRetries } from "../ports/calls.ts";
import type { Ports, SessionKey } from "../ports/ports.ts";
import { countRetry, time, warn, warnOf } from "../read/record.ts";
import type { Question } from "./question.ts";

/** The attribute in which a shared session keeps whom the bot asked last. */
export const ASKER = "CHIME.LEX.asker";
/** API_runtime_SessionState: session attributes take 12 KB in all. */
const SESSION_ATTRIBUTES_MAX_BYTES = 12 * 1_024;
/** Tries for errors that aren't temporary. */
const MOST_TRIES = 3;

/** The session as Lex holds it: undefined if there is none yet, `unknown` if Lex couldn't be asked. */
export type StoredSession = NonNullable<TurnResult["sessionState"]> | undefined | "unknown";

/** Reads the session, if attributes are to be sent or somebody was asked. Never throws; the record says what failed. */
export async function readSession(
  key: SessionKey,
  { delivery: { decision }, looksUntil: until }: Question,
  { getSession, now }: Pick<Ports, "getSession" | "now">,
): Promise<StoredSession> {
  const begun = now();
  try {
    // It only reads, so it may be repeated.
    return await callWithRetries(
      () => callInTime((options) => getSession(key, options), until - now(), "LEX_TIMEOUT"),
      {
        now,
        until,
        late: "LEX_TIMEOUT",
        most: MOST_TRIES,
        mayRepeat: ({ fault }) => fault === "lex" || fault === "network",
        onRetry: () => countRetry(decision, "turn"),
      },
    );
  } catch (caught) {
    const error = BridgeError.from(caught);
    const effect = "Nothing is sent to it, so that nothing in it is erased.";
    warnOf(decision, error, (why) => `session-unread: ${error.code} ${why} ${effect} ${error.fix}`);
    return "unknown";
  } finally {
    time(decision, "session", now() - begun);
  }
}

/** Whether the bot waits for an answer that somebody else was asked for. */
export function isAskedOfAnother(stored: StoredSession, sender: string): boolean {
  if (stored === undefined || stored === "unknown") return false;
  const asker = stored.sessionAttributes?.[ASKER];
  return isWaiting(stored) && Boolean(asker) && asker !== sender;
}

/**
 * A bot's function that answers session attributes without those it was given erases them, and whom the bot asked among them
 * (`docs/facts.md` §4). The next answer is then anyone's, so the record says so.
 */
export function checkAsker({ sessionState }: TurnResult, { bot, delivery: { decision } }: Question): void {
  if (bot.sharedSlot !== "asker" || !isWaiting(sessionState) || sessionState?.sessionAttributes?.[ASKER]) return;
  warn(decision, ASKER_LOST);
}

function isWaiting(session: TurnResult["sessionState"]): boolean {
  return session?.dialogAction?.type === "ElicitSlot" || session?.dialogAction?.type === "ConfirmIntent";
}

const ASKER_LOST = `asker-lost: the session no longer holds ${ASKER}, so anyone may answer what the bot asked. Let the bot's function give back the session attributes that it was given`;

/**
 * Our attributes merged over what the session holds, as far as the allow-list goes: sending them replaces the whole stored set
 * (`docs/facts.md` §4), so we never overwrite what we couldn't read. What isn't sent is a warning in the record, by name.
 */
export function mergeAttributes(
  ours: Readonly<Record<string, string>>,
  stored: StoredSession,
  { bot, message, delivery: { decision } }: Question,
): Pick<TurnRequest, "sessionState"> {
  const allowed = Object.entries(ours).filter(([name]) => bot.sendSessionAttributes.includes(name));
  const refused = Object.keys(ours).filter((name) => !bot.sendSessionAttributes.includes(name));
  if (refused.length > 0) warn(decision, `${NOT_SENT}${refused.join(", ")} not in sendSessionAttributes`);
  if (bot.sharedSlot === "asker") allowed.push([ASKER, message.Sender.Arn]);
  if (allowed.length === 0 || stored === "unknown") return {};
  const kept = Object.entries(stored?.sessionAttributes ?? {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  const sessionAttributes = Object.fromEntries([...kept, ...allowed]);
  if (utf8Length(JSON.stringify(sessionAttributes)) > SESSION_ATTRIBUTES_MAX_BYTES) {
    warn(decision, `${NOT_SENT}with them the session would be over 12 KB`);
    return {};
  }
  return { sessionState: { sessionAttributes } };
}

const NOT_SENT = "session-attributes-not-sent: ";
