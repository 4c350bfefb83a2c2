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
import type { Action, Attempt, Event, Move, UnfinishedWhy } from "./attempt/state.ts";
import { createPoster, type Poster } from "./callback.ts";
import { createStoreCalls } from "./claim-calls.ts";
import { createSpeaker, type Speaker } from "./parts.ts";
import { createPatientStore, type PatientStore } from "./patience.ts";
import { createThinking, type Thinking } from "./thinking.ts";
import { UNWATCHED } from "./unwatched.ts";
import { createWatch, type Watch } from "./watch.ts";

/** An attempt whose answer is ready, before anything is remembered or posted. */
export interface Ready {
  readonly move: Move;
  readonly answer: Answer;
}

type Making = Extract<Action, { do: "ask" | "doubt" | "release" | "silence" }>;

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
    const watch = answers.watched ? createWatch(delivery, ports, answers.watched) : UNWATCHED;
    const ask: Answers["ask"] = (show) => answers.ask(show);
    const thinking = createThinking(delivery, ports, { ask, pace, isFree: watch.isFree });
    return openPosting(delivery, answers, { now: ports.now, poster, speaker, store, watch, thinking });
  };
}

interface Hands {
  readonly now: Now;
  readonly poster: Poster;
  readonly speaker: Speaker;
  readonly store: PatientStore;
  readonly watch: Watch;
  readonly thinking: Thinking;
}

function openPosting(delivery: Delivery, answers: Answers, hands: Hands): Posting {
  const { decision } = delivery;
  const { now, poster, speaker, store, watch, thinking } = hands;
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
        const made = await make(action);
        if (made !== "no-time") return { move, answer: made };
        move = next(attempt, { type: "no-time" });
        continue;
      }
      if (!isPreparing(move)) return { move, answer: attempt.answer ?? releaseOf(delivery) };
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
      if (action.do === "end") {
        await watch.finish();
        return close(action.how, attempt, ready.answer);
      }
      if (action.do === "throw") {
        if (action.why === "paused") watch.explain();
        throw errorOf(action.why, hands);
      }
      const event = isMaking(action) ? await makeOwn(action) : await perform(action, attempt.guard);
      move = next(attempt, event);
    }
  }

  async function makeOwn(action: Making): Promise<Event> {
    const made = action.do === "ask" ? await thinking.ask(true) : await make(action);
    if (made !== "no-time" && "due" in made) return { type: "thinking", message: made.due };
    return answered(made);
  }

  function answered(made: Answer | "no-time"): Event {
    if (made === "no-time") return { type: "no-time" };
    const answer = watch.inOrder(made);
    own.add(answer);
    return { type: "answer", answer };
  }

  /** Before anything is posted: nothing is placed then. */
  async function make(action: Making): Promise<Answer | "no-time"> {
    if (action.do === "silence") {
      watch.explain();
      return answers.silence();
    }
    const made = await (action.do === "ask" ? askOnly() : answers[action.do]());
    return made === "no-time" ? made : watch.inOrder(made);
  }

  async function askOnly(): Promise<Answer | "no-time"> {
    await thinking.ask(false);
    return thinking.rest();
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
      case "await":
        return answered(await thinking.rest());
      case "check":
        return action.isBrief ? watch.glance() : watch.check();
      case "pause-channel":
        return watch.pause(action.pause);
      case "post":
        return heard(action.answer, await post(action.answer));
      case "post-release": {
        const event = await post({ callback: delivery.releaseCallback ?? releaseOf(delivery).callback });
        if (event.type === "accepted") time(decision, "released", now() - delivery.begun);
        return event;
      }
      case "list":
        return speaker.list(action.answer, action.placeholder, action.since);
      case "place":
        return action.isBrief ? thinking.place(action.message) : speaker.place(action.message);
      case "replace": {
        const { answer, placeholder, part } = action;
        const edited = part && (answers.toEdited?.(part) ?? part);
        const event = await speaker.replace(placeholder, edited, answer?.parts?.length ?? 0);
        return answer && part ? heard(answer, event) : event;
      }
      case "send":
        return heard(action.answer, await speaker.send(action.answer, action.part));
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

  /** What the bot said is known to have gone out. */
  function heard(answer: Answer, event: Event): Event {
    if (event.type === "accepted") watch.said(answer);
    return event;
  }

  /** Records how the delivery ended, judged by what was posted and not by what this attempt had prepared. */
  function close(how: Extract<Action, { do: "end" }>["how"], attempt: Attempt, ready: Answer): void {
    const { answer = ready, sent } = attempt;
    if (how === "withheld") {
      watch.explain();
      end(decision, sent > 0 ? answer.outcome : "released");
      return;
    }
    // In `reply` the smaller callback let the message through too, and the answer is what was sent after it.
    const isBroken = poster.isSmaller && !answer.parts;
    end(decision, how !== "posted" ? "settled" : isBroken ? "failed" : answer.outcome);
    if (how === "settled-or-no-grant") warn(decision, FORBIDDEN_WARNING);
    if (!own.has(answer) && !isBroken) disown(decision, how === "posted" ? answer : {}, speaker.lost);
  }

  return { prepare, settle };
}

const FORBIDDEN_WARNING =
  "possible-missing-grant: Chime answered 403, as it does for a settled delivery and for a role without chime:ChannelFlowCallback";

function isMaking(action: Action): action is Making {
  return action.do === "ask" || action.do === "doubt" || action.do === "release" || action.do === "silence";
}

/** What may be done before anything goes out: looking, waiting, and taking the claim. */
function isPreparing({ action, attempt }: Move): boolean {
  if (action.do === "check") return attempt.phase === "checking-turn";
  if (action.do === "write") return action.write.kind === "claim" || action.write.kind === "reclaim";
  return action.do === "read" || action.do === "pause";
}

function errorOf(why: UnfinishedWhy, { poster, speaker, watch }: Hands): BridgeError {
  if (why === "held") return new BridgeError("WORDS_HELD");
  if (why === "paused") return new BridgeError("WORDS_PAUSED");
  if (why === "no-store") return new BridgeError("WORDS_UNREMEMBERED");
  if (why === "no-grant") return new BridgeError("CALLBACK_NOT_GRANTED");
  if (why === "no-time") return new BridgeError("NO_TIME_FOR_TURN");
  if (why === "unchecked") return watch.error ?? new BridgeError("CLAIMS_UNAVAILABLE");
  if (why === "unsent") return speaker.error ?? new BridgeError("SEND_FAILED");
  return poster.error ?? new BridgeError("CALLBACK_UNREACHABLE");
}

function releaseOf({ ids, raw }: Delivery): Answer {
  return { callback: eventToRelease(ids, raw), outcome: "released" };
}
