import { eventToRelease, idsToDenial } from "../mappers/event-to-release.ts";
import { gate } from "../mappers/gate.ts";
import type { Callback } from "../mappers/shapes/callback.ts";
import { answerToCallback, turnEnd, verdictToAnswer } from "./answer.ts";
import { type Settings, settingsToGateRules } from "./config.ts";
import { type Decision, errorToRecord, noteVerdict, type Outcome } from "./decision.ts";
import { type Delivery, openDelivery, readMessage } from "./delivery.ts";
import { BridgeError } from "./errors.ts";
import { type Hooks, moderate } from "./hooks.ts";
import { isText } from "./media.ts";
import type { Ports } from "./ports.ts";
import { post } from "./post.ts";

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
}

/**
 * The bridge: one processor event in, at most one Lex turn, exactly one callback out. On the error of reading its settings it
 * releases whatever comes.
 */
export function createBridge(settings: Settings | BridgeError, functions: Ports & Hooks): Bridge {
  async function prepare(event: unknown, options: DeliveryOptions = {}): Promise<Prepared> {
    const begun = functions.now();
    const delivery = openDelivery(event, options.deadline ?? begun + DEFAULT_TIME_MS);
    if (options.requestId) delivery.decision.requestId = options.requestId;
    const callback = await deliveryToCallback(delivery, settings, functions).catch((caught: unknown) =>
      breakOff(delivery, BridgeError.from(caught)),
    );
    let posted: Promise<Decision> | undefined;
    return {
      callback,
      outcome: delivery.decision.outcome,
      post: (chosen = callback) => {
        if (chosen !== callback)
          delivery.decision.outcome = chosen.DeleteResource ? "denied" : delivery.decision.outcome;
        posted ??= close(withIds(chosen, delivery), delivery, functions, begun);
        return posted;
      },
    };
  }
  return { prepare, handle: async (event, options) => (await prepare(event, options)).post() };
}

const DEFAULT_TIME_MS = 37_000;

/** The stages between reading the ids and posting. What it throws is released. */
async function deliveryToCallback(
  delivery: Delivery,
  settings: Settings | BridgeError,
  functions: Ports & Hooks,
): Promise<Callback> {
  if (settings instanceof BridgeError) throw settings;
  const { now } = functions;
  const { onFailure } = settings;
  const until = turnEnd(now(), delivery.deadline, settings);
  const moderated = await moderate(readMessage(delivery), delivery, functions, { now, until, onFailure });
  if (moderated.kind !== "goOn") {
    return moderated.kind === "deny" ? idsToDenial(delivery.ids) : eventToRelease(delivery.ids, delivery.raw);
  }

  const { message } = moderated;
  const verdict = gate(message, { ...settingsToGateRules(settings), isText: await isText(message.ContentType) });
  noteVerdict(delivery.decision, verdict);
  const answer = await verdictToAnswer(verdict, message, delivery, settings, functions);
  return answerToCallback(answer, verdict, message, delivery, settings);
}

/** A callback that other code made: it is this delivery's, whatever it says. */
function withIds(callback: Callback, { ids: { CallbackId, ChannelArn, MessageId } }: Delivery): Callback {
  return { ...callback, CallbackId, ChannelArn, ChannelMessage: { ...callback.ChannelMessage, MessageId } };
}

/** Whatever else is wrong, a delivery with its three ids is called back: unchanged, logged as an error, outcome `failed`. */
function breakOff({ ids, raw, decision }: Delivery, error: BridgeError): Callback {
  decision.outcome = "failed";
  decision.error = errorToRecord(error);
  return eventToRelease(ids, raw);
}

/** Posts, and says how the delivery ended in one log line, also when posting failed. */
async function close(callback: Callback, delivery: Delivery, ports: Ports, begun: number): Promise<Decision> {
  const { decision } = delivery;
  try {
    await post(callback, delivery, ports);
    return decision;
  } catch (caught) {
    const error = BridgeError.from(caught);
    decision.outcome = "failed";
    decision.error = errorToRecord(error);
    throw error;
  } finally {
    decision.timings.total = ports.now() - begun;
    ports.log(levelOf(decision), "delivery", { ...decision });
  }
}

function levelOf({ outcome, error, warnings }: Decision): "info" | "warn" | "error" {
  if (outcome === "failed") return "error";
  return error || warnings.length > 0 ? "warn" : "info";
}
