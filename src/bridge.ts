import type { Callback } from "../mappers/shapes/callback.ts";
import { messageToSession } from "../mappers/turn/message-to-session.ts";
import type { Settings } from "./config/settings.ts";
import { BridgeError } from "./errors/bridge-error.ts";
import { createTools } from "./gate/tools.ts";
import { planDelivery } from "./plan.ts";
import type { Answer } from "./ports/claims.ts";
import type { Hooks } from "./ports/hooks.ts";
import type { Ports } from "./ports/ports.ts";
import { tracedPorts } from "./ports/span.ts";
import { createSettling } from "./post/settle.ts";
import { type Delivery, openDelivery } from "./read/delivery.ts";
import { type Decision, errorToRecord, type Outcome } from "./read/record.ts";
import { sha256Hex } from "./turn/question.ts";
import { endSession } from "./turn/reset.ts";

export interface DeliveryOptions {
  /**
   * When this delivery must be over, in epoch milliseconds; in Lambda `Date.now() + context.getRemainingTimeInMillis()`.
   * By default 37 seconds from now.
   */
  readonly deadline?: number;
  /** The invocation's id, for the record: it leads from a log line to Lambda's own. */
  readonly requestId?: string;
}

/** A delivery that is ready to be posted, and must be: until then the message is pending. */
export interface Prepared {
  readonly callback: Callback;
  readonly outcome: Outcome;
  /**
   * Posts this callback, or the one given in its place, and resolves to the record. It posts once: called again, it resolves to
   * the same. The three ids are always the delivery's own. Throws a `CALLBACK_…` error.
   */
  post(callback?: Callback): Promise<Decision>;
}

export interface Bridge {
  /** Does everything. Throws EVENT_WITHOUT_IDS, or the `CALLBACK_…` error of a callback that never went through. */
  handle(event: unknown, options?: DeliveryOptions): Promise<Decision>;
  /** Stops before posting, so that other logic in the same function can look at the callback, or change it, first. */
  prepare(event: unknown, options?: DeliveryOptions): Promise<Prepared>;
  /**
   * Ends the Lex conversation of this sender in this channel, as the bot's `session` policy tells it apart, so that the next
   * message begins afresh. Resolves too where there was none. Throws CONFIG_INVALID, USAGE, or a `LEX_…` error.
   */
  resetSession(conversation: ConversationKey): Promise<void>;
}

/** Whose conversation, where, and with which bot. */
export interface ConversationKey {
  readonly channelArn: string;
  readonly senderArn: string;
  readonly subChannelId?: string;
  /** The bot's place in the configuration; by default the first. */
  readonly bot?: number;
  /** By default the bot's own. */
  readonly localeId?: string;
}

/**
 * The bridge: one processor event in, at most one Lex turn, exactly one callback out. On the error of reading its settings it
 * releases whatever comes.
 */
export function createBridge(settings: Settings | BridgeError, given: Ports & Hooks): Bridge {
  const functions = tracedPorts(given, given.span);
  const tools = createTools(settings instanceof BridgeError ? { requestsPerSecond: 10 } : settings, functions);
  async function prepare(event: unknown, options: DeliveryOptions = {}): Promise<Prepared> {
    const begun = functions.now();
    const delivery = openDelivery(event, options.deadline ?? begun + DEFAULT_TIME_MS);
    const { decision } = delivery;
    if (options.requestId) decision.requestId = options.requestId;
    const { first, answers } = await planDelivery(delivery, settings, functions, tools);
    const settling = createSettling(delivery, answers, functions, tools.pace, begun);
    const ready = await settling.prepare(first);
    let posted: Promise<Decision> | undefined;
    return {
      callback: ready.answer.callback,
      outcome: ready.answer.outcome,
      post: (chosen) => {
        const answer = chosen ? { ...ready.answer, ...chosenToAnswer(chosen, delivery) } : ready.answer;
        posted ??= close(() => settling.settle({ ...ready, answer }), delivery, functions, begun);
        return posted;
      },
    };
  }
  async function resetSession({ channelArn, senderArn, subChannelId, bot: index = 0, localeId }: ConversationKey) {
    if (settings instanceof BridgeError) throw settings;
    const bot = settings.bots[index];
    if (!bot) throw new BridgeError("USAGE", `There is no bots[${index}] in the configuration.`);
    const message = { MessageId: "", ChannelArn: channelArn, Sender: { Arn: senderArn }, SubChannelId: subChannelId };
    const sessionId = messageToSession(message, bot.session, sha256Hex);
    const { botId, botAliasId } = bot;
    const key = { botId, botAliasId, localeId: localeId ?? bot.localeId, sessionId };
    await endSession(key, functions, functions.now() + RESET_TIME_MS);
  }

  return { prepare, resetSession, handle: async (event, options) => (await prepare(event, options)).post() };
}

const RESET_TIME_MS = 10_000;

const DEFAULT_TIME_MS = 37_000;

/** A callback that other code made: it is this delivery's, whatever it says. */
function chosenToAnswer(chosen: Callback, { ids: { CallbackId, ChannelArn, MessageId } }: Delivery): Partial<Answer> {
  const callback = { ...chosen, CallbackId, ChannelArn, ChannelMessage: { ...chosen.ChannelMessage, MessageId } };
  return { callback, ...(chosen.DeleteResource ? { outcome: "denied" } : {}) };
}

/** Settles, and says how the delivery ended in one log line, also when that failed. */
async function close(
  settle: () => Promise<void>,
  { decision, deadline }: Delivery,
  ports: Ports,
  begun: number,
): Promise<Decision> {
  try {
    await settle();
    return decision;
  } catch (caught) {
    const error = BridgeError.from(caught);
    decision.outcome = "failed";
    decision.error = errorToRecord(error);
    decision.pending = true;
    throw error;
  } finally {
    const now = ports.now();
    decision.timings.total = now - begun;
    decision.timings.left = deadline - now;
    ports.log(levelOf(decision), "delivery", { ...decision });
  }
}

function levelOf({ outcome, error, warnings }: Decision): "info" | "warn" | "error" {
  if (outcome === "failed") return "error";
  return error || warnings.length > 0 ? "warn" : "info";
}
