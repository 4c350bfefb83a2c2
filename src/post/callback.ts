import { eventToRelease, idsToBareRelease, idsToDenial } from "../../mappers/answer/event-to-release.ts";
import type { Callback } from "../../mappers/shapes/callback.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { isDoubtful, isPassing } from "../errors/repeats.ts";
import { callInTime } from "../ports/calls.ts";
import { pauseBeforeRetry, sleep } from "../ports/pauses.ts";
import type { Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { countRetry, fail, messageToSizes, notePosted, warn } from "../read/record.ts";
import type { Event } from "./attempt/state.ts";

/** Tries for errors that aren't temporary; a throttle, a refused connection or a 5xx is repeated up to the deadline. */
const MOST_COUNTED = 6;

/**
 * What each code of a callback that Chime refused for good means to an attempt (`docs/facts.md` §1.4). A callback is accepted
 * once.
 */
const EVENTS: Readonly<Record<string, Event>> = {
  CALLBACK_FORBIDDEN: { type: "forbidden", isDenied: false },
  CALLBACK_NOT_GRANTED: { type: "forbidden", isDenied: true },
  CALLBACK_NOT_PENDING: { type: "not-pending" },
  CALLBACK_CONFLICT: { type: "not-pending" },
};

/** Posts a callback, one try a call, and reports the result. */
export interface Poster {
  post(callback: Callback): Promise<Event>;
  /** The last failure, to be thrown when the attempt gives up. */
  readonly error: BridgeError | undefined;
  /** Whether Chime refused the callback, and a smaller one went out in its place. */
  readonly isSmaller: boolean;
}

/**
 * A poster for one delivery. If Chime refuses a callback as invalid, the same call goes on with a release that echoes the
 * message, and then one with the MessageId alone, so that no refusal leaves it pending.
 */
export function createPoster(delivery: Delivery, { channelFlowCallback, now }: Ports): Poster {
  const { decision, deadline } = delivery;
  let tries = 0;
  let counted = 0;
  let error: BridgeError | undefined;
  let queue: Callback[] | undefined;
  let smaller: Callback | undefined;
  let isSignedAnew = false;

  async function once(callback: Callback): Promise<Event> {
    tries++;
    notePosted(decision, messageToSizes(callback.ChannelMessage));
    try {
      await callInTime((options) => channelFlowCallback(callback, options), deadline - now(), "CALLBACK_TIMEOUT");
      return { type: "accepted" };
    } catch (caught) {
      error = BridgeError.from(caught);
      if (error.code === "CREDENTIALS_REFUSED") return signAnew();
      isSignedAnew = false;
      if (error.code === "CALLBACK_REJECTED") return postSmaller(callback, error);
      const { code } = error;
      if (isPassing(code) || isDoubtful(code)) return repeat({ type: "again", isAmbiguous: isDoubtful(code) }, error);
      return EVENTS[code] ?? { type: "unreachable" };
    }
  }

  /** It was refused unread. The port reads its credentials again, so it goes out once more, at once, signed with those: twice in a row is for good. */
  function signAnew(): Event {
    if (isSignedAnew) return { type: "turned-away" };
    isSignedAnew = true;
    countRetry(decision, "callback");
    return { type: "again", isAmbiguous: false };
  }

  async function repeat(event: Event, why: BridgeError): Promise<Event> {
    if (!isPassing(why.code)) counted++;
    const pause = counted < MOST_COUNTED ? pauseBeforeRetry(why, tries, deadline - now()) : undefined;
    if (pause === undefined) return { type: "unreachable" };
    countRetry(decision, "callback");
    await sleep(pause);
    return event;
  }

  function postSmaller(refused: Callback, why: BridgeError): Promise<Event> | Event {
    queue ??= smallerThan(refused, delivery);
    const sent = JSON.stringify(refused);
    smaller = queue.shift();
    if (smaller && JSON.stringify(smaller) === sent) smaller = queue.shift();
    if (!smaller) return { type: "unreachable" };
    fail(decision, why);
    warn(decision, "chime-refused-callback: a smaller one was posted");
    return once(smaller);
  }

  return {
    // Once a callback was refused as invalid, the smaller one goes out from then on.
    post: (callback) => once(smaller ?? callback),
    get error() {
      return error;
    },
    get isSmaller() {
      return smaller !== undefined;
    },
  };
}

/**
 * What to post when Chime finds a callback invalid. Nothing follows a denial: what must not be seen is not released. For
 * the same reason a message whose content `onMessage` changed is dropped rather than released with the content that came.
 */
function smallerThan(callback: Callback, { ids, raw, isContentChanged }: Delivery): Callback[] {
  if (callback.DeleteResource) return [];
  return [eventToRelease(ids, raw), isContentChanged ? idsToDenial(ids) : idsToBareRelease(ids)];
}
