import { eventToRelease } from "../../mappers/answer/event-to-release.ts";
import type { Answers } from "../answer/mode.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Answer } from "../ports/claims.ts";
import type { Pace } from "../ports/pace.ts";
import { pauseBeforeLook, sleep } from "../ports/pauses.ts";
import type { Now, Ports } from "../ports/ports.ts";
import type { Delivery } from "../read/delivery.ts";
import { addTime, disown, end, time, warn } from "../read/record.ts";
import { next } from "./attempt/attempt.ts";
import type { Action, Event, Move, UnfinishedWhy } from "./attempt/state.ts";
import { createPoster, type Poster } from "./callback.ts";
import { createStoreCalls } from "./claim-calls.ts";
import { createSpeaker, type Speaker } from "./parts.ts";
import { createPatientStore, type PatientStore } from "./patience.ts";

/** An attempt whose answer is ready, before anything is remembered or posted. */
export interface Ready {
  readonly move: Move;
  readonly answer: Answer;
}

type Making = Extract<Action, { do: "ask" | "doubt" | "release" }>;

/** Carries out a delivery: does what the attempt says, and reports each result to it. */
export interface Posting {
  /** Runs until an answer is ready. If it was remembered earlier, nothing is registered yet. */
  prepare(first: Move): Promise<Ready>;
  /** Runs to the end, with this answer. Throws CALLBACK_NOT_GRANTED, or the `CALLBACK_…` error of one that never went through. */
  settle(ready: Ready): Promise<void>;
}

/** The last stage, bound to what it posts, sends and remembers with. */
export function createPost(ports: Ports, pace: Pace): (delivery: Delivery, answers: Answers) => Posting {
  return (delivery, answers) => {
    const poster = createPoster(delivery, ports);
    const speaker = createSpeaker(delivery, ports, pace);
    const store = createPatientStore(createStoreCalls(delivery, ports), delivery, ports.now);
    return openPosting(delivery, answers, { now: ports.now, poster, speaker, store });
  };
}

interface Hands {
  readonly now: Now;
  readonly poster: Poster;
  readonly speaker: Speaker;
  readonly store: PatientStore;
}

function openPosting(delivery: Delivery, answers: Answers, hands: Hands): Posting {
  const { decision } = delivery;
  const { now, poster, speaker, store } = hands;
  /** Answers that this attempt made. Any other came from the store, and our sizes and losses don't describe it. */
  const own = new Set<Answer>();
  let pauses = 0;

  async function prepare(first: Move): Promise<Ready> {
    try {
      return await toReady(first);
    } finally {
      answers.leave?.();
    }
  }

  async function toReady(first: Move): Promise<Ready> {
    for (let move = first; ; ) {
      const { attempt, action } = move;
      if (isMaking(action)) {
        const made = await make(action, answers);
        if (made !== "no-time") return { move, answer: made };
        move = next(attempt, { type: "no-time" });
        continue;
      }
      if (!isPreparing(action)) return { move, answer: attempt.answer ?? releaseOf(delivery) };
      move = next(attempt, await perform(action, attempt.guard));
    }
  }

  async function settle(ready: Ready): Promise<void> {
    let { move } = ready;
    if (move.action.do === "post-release") delivery.releaseCallback = ready.answer.callback;
    if (isMaking(move.action)) {
      own.add(ready.answer);
      move = next(move.attempt, { type: "answer", answer: ready.answer });
    }
    for (;;) {
      const { attempt, action } = move;
      delivery.isReleased = attempt.released;
      if (action.do === "end") return close(action.how, attempt.answer ?? ready.answer, poster);
      if (action.do === "throw") throw errorOf(action.why, poster, speaker);
      const event = isMaking(action) ? await makeOwn(action) : await perform(action, attempt.guard);
      move = next(attempt, event);
    }
  }

  async function makeOwn(action: Making): Promise<Event> {
    const answer = await make(action, answers);
    if (answer === "no-time") return { type: "no-time" };
    own.add(answer);
    return { type: "answer", answer };
  }

  async function perform(action: Exclude<Action, Making>, guard: number): Promise<Event> {
    switch (action.do) {
      case "write":
        return store.write(action.write);
      case "read":
        return store.read();
      case "pause":
        // Never past the guard: the time after it belongs to the callback.
        await sleep(Math.min(pauseBeforeLook(++pauses), Math.max(0, guard - now())));
        store.waited();
        return { type: "paused" };
      case "post":
        return post(action.answer);
      case "post-release": {
        const event = await post({ callback: delivery.releaseCallback ?? releaseOf(delivery).callback });
        if (event.type === "accepted") time(decision, "released", now() - delivery.begun);
        return event;
      }
      case "list":
        return speaker.list(action.answer, action.since);
      case "send":
        return speaker.send(action.answer, action.part);
      default:
        throw new BridgeError("INTERNAL", `An attempt that is over can't ${action.do}.`);
    }
  }

  async function post({ callback }: Pick<Answer, "callback">): Promise<Event> {
    const from = now();
    const event = await poster.post(callback);
    addTime(decision, "post", now() - from);
    return event;
  }

  /** Records how the delivery ended, judged by what was posted and not by what this attempt had prepared. */
  function close(how: "posted" | "settled" | "settled-or-no-grant", answer: Answer, { isSmaller }: Poster): void {
    // In `reply` the smaller callback let the message through too, and the answer is what was sent after it.
    const isBroken = isSmaller && !answer.parts;
    end(decision, how !== "posted" ? "settled" : isBroken ? "failed" : answer.outcome);
    if (how === "settled-or-no-grant") warn(decision, FORBIDDEN_WARNING);
    if (!own.has(answer) && !isBroken) disown(decision, how === "posted" ? answer : {});
  }

  return { prepare, settle };
}

const FORBIDDEN_WARNING =
  "possible-missing-grant: Chime answered 403, as it does for a settled delivery and for a role without chime:ChannelFlowCallback";

function isMaking(action: Action): action is Making {
  return action.do === "ask" || action.do === "doubt" || action.do === "release";
}

/** What may be done before anything goes out: looking, waiting, and taking the claim. */
function isPreparing(action: Action): action is Extract<Action, { do: "read" | "pause" | "write" }> {
  if (action.do === "write") return action.write.kind === "claim" || action.write.kind === "reclaim";
  return action.do === "read" || action.do === "pause";
}

function make(action: Making, answers: Answers): Promise<Answer | "no-time"> {
  return action.do === "ask" ? answers.ask() : action.do === "doubt" ? answers.doubt() : answers.release();
}

function errorOf(why: UnfinishedWhy, poster: Poster, speaker: Speaker): BridgeError {
  if (why === "held") return new BridgeError("WORDS_HELD");
  if (why === "no-store") return new BridgeError("WORDS_UNREMEMBERED");
  if (why === "no-grant") return new BridgeError("CALLBACK_NOT_GRANTED");
  if (why === "no-time") return new BridgeError("NO_TIME_FOR_TURN");
  if (why === "unsent") return speaker.error ?? new BridgeError("SEND_FAILED");
  return poster.error ?? new BridgeError("CALLBACK_UNREACHABLE");
}

function releaseOf({ ids, raw }: Delivery): Answer {
  return { callback: eventToRelease(ids, raw), outcome: "released" };
}
