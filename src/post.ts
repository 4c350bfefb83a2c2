import { eventToRelease, idsToBareRelease, idsToDenial } from "../mappers/event-to-release.ts";
import type { Callback } from "../mappers/shapes/callback.ts";
import { callbackToSizes, errorToRecord } from "./decision.ts";
import type { Delivery } from "./delivery.ts";
import { BridgeError } from "./errors.ts";
import type { Ports } from "./ports.ts";
import { callWithRetries } from "./retry.ts";

/** Enough for a throttled channel to come round; the deadline ends it earlier where time is short. */
const MOST_TRIES = 6;

const REPEATABLE: ReadonlySet<string> = new Set([
  "CALLBACK_THROTTLED",
  "CALLBACK_FAILED",
  "CALLBACK_UNREACHABLE",
  "CALLBACK_CONNECTION_LOST",
  "CALLBACK_TIMEOUT",
]);
/** After these the callback may have been accepted all the same. */
const AMBIGUOUS: ReadonlySet<string> = new Set(["CALLBACK_FAILED", "CALLBACK_TIMEOUT", "CALLBACK_CONNECTION_LOST"]);
/** How a settled delivery answers (`docs/facts.md` §1.4). A callback is accepted once, so repeating one does no harm. */
const SETTLED: ReadonlySet<string> = new Set(["CALLBACK_FORBIDDEN", "CALLBACK_NOT_PENDING", "CALLBACK_CONFLICT"]);

/**
 * Posts the callback of a delivery, and writes into its record how that ended. What Chime refuses as invalid is followed by a
 * release that echoes the message, and that by one with the MessageId alone, so that no refusal leaves it pending.
 *
 * Throws a `CALLBACK_…` error where nothing was accepted and nobody else settled: Lambda's retries are what is left.
 */
export async function post(callback: Callback, delivery: Delivery, ports: Ports): Promise<void> {
  const { decision } = delivery;
  const begun = ports.now();
  try {
    const smaller = smallerThan(callback, delivery);
    for (let sent: Callback | undefined = callback; sent; ) {
      const refused = await postOnce(sent, delivery, ports);
      if (!refused) return;
      const refusedText = JSON.stringify(sent);
      sent = smaller.shift();
      if (sent && JSON.stringify(sent) === refusedText) sent = smaller.shift();
      if (!sent) throw refused;
      decision.outcome = "failed";
      decision.error = errorToRecord(refused);
      decision.warnings.push("chime-refused-callback: a smaller one was posted");
    }
  } finally {
    decision.timings.post = ports.now() - begun;
  }
}

/**
 * What to post when Chime finds a callback invalid. A denial is followed by nothing: what must not be seen is not released. For
 * the same reason a message whose content `onMessage` changed is dropped rather than released with the content that came.
 */
function smallerThan(callback: Callback, { ids, raw, isContentChanged }: Delivery): Callback[] {
  if (callback.DeleteResource) return [];
  return [eventToRelease(ids, raw), isContentChanged ? idsToDenial(ids) : idsToBareRelease(ids)];
}

/** Undefined when the delivery is settled, the refusal when Chime finds the callback invalid; anything else is thrown. */
async function postOnce(
  callback: Callback,
  { deadline, decision }: Delivery,
  { channelFlowCallback, now }: Ports,
): Promise<BridgeError | undefined> {
  let mayBeOurs = false;
  decision.sizes = { ...decision.sizes, ...callbackToSizes(callback) };
  try {
    await callWithRetries((options) => channelFlowCallback(callback, options), {
      now,
      until: deadline,
      // Half of what is left: a hung connection must not eat the time of the attempt that would go through.
      attemptMs: (left) => left / 2,
      late: "CALLBACK_TIMEOUT",
      most: MOST_TRIES,
      mayRepeat: ({ code }) => REPEATABLE.has(code),
      onRetry: ({ code }) => {
        decision.retries.callback++;
        mayBeOurs ||= AMBIGUOUS.has(code);
      },
    });
    return undefined;
  } catch (caught) {
    const error = BridgeError.from(caught);
    if (error.code === "CALLBACK_REJECTED") return error;
    if (!SETTLED.has(error.code)) throw error;
    decision.outcome = "settled";
    if (error.code === "CALLBACK_FORBIDDEN" && !mayBeOurs) decision.warnings.push(FORBIDDEN_WARNING);
    return undefined;
  }
}

const FORBIDDEN_WARNING =
  "possible-missing-grant: Chime answered 403, as it does for a settled delivery and for a role without chime:ChannelFlowCallback";
