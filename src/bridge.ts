import { randomUUID } from "node:crypto";
import type { Callback } from "../mappers/shapes/callback.ts";
import { breakOff, chosenToAnswer, endingToAnswer, nativeAnswer, ownMessageToAnswer } from "./answer/endings.ts";
import type { Answers, CreateMode } from "./answer/mode.ts";
import type { OwnWords } from "./answer/own.ts";
import { createReplace } from "./answer/replace.ts";
import { createReply } from "./answer/reply.ts";
import { createOwn, type Greeting, type Own } from "./answer/welcome.ts";
import type { Settings } from "./config/settings.ts";
import { BridgeError } from "./errors/bridge-error.ts";
import { createGate } from "./gate/gate.ts";
import { createHandoff } from "./gate/pause.ts";
import { createPauseControls, type PauseControls } from "./gate/pause-controls.ts";
import type { Answer } from "./ports/claims.ts";
import { guardLog, guardOutcome, guardSpan } from "./ports/harmless.ts";
import type { Hooks } from "./ports/hooks.ts";
import { createLook } from "./ports/look.ts";
import { createPace } from "./ports/pace.ts";
import type { Ports } from "./ports/ports.ts";
import { tracedPorts } from "./ports/span.ts";
import { begin, beginRelease, beginUnclaimed } from "./post/attempt/attempt.ts";
import type { AttemptRules, Move } from "./post/attempt/state.ts";
import { sayOwn } from "./post/own.ts";
import { createPost } from "./post/settle.ts";
import { close } from "./read/closing.ts";
import type { Decision, Outcome } from "./read/decision.ts";
import { type Delivery, openDelivery, readMessage } from "./read/delivery.ts";
import { allowContent, noteRequest, warn } from "./read/record.ts";
import { DEADLINE_IGNORED, type DeliveryTime, toTime } from "./read/time.ts";
import { createWelcomeFirst } from "./turn/first-welcome.ts";
import { turnEnd } from "./turn/question.ts";
import { type ConversationKey, resetConversation } from "./turn/reset.ts";

export type { OwnOccasion, OwnWords } from "./answer/own.ts";
export type { Greeting } from "./answer/welcome.ts";
export type { PauseControls } from "./gate/pause-controls.ts";
export { keyToPauseId, type PauseKey } from "./gate/pause-id.ts";
export type { ConversationKey } from "./turn/reset.ts";

export interface DeliveryOptions {
  /**
   * When this delivery must be over, in epoch milliseconds, within 24 days of now; otherwise it is ignored, with a warning. In
   * Lambda `Date.now() + context.getRemainingTimeInMillis()`. By default 37 seconds from now.
   */
  readonly deadline?: number;
  /** The invocation's id, for the record: it leads from a log line to Lambda's own. */
  readonly requestId?: string;
}

/** A delivery that is ready to post. You must post it: until then the message is pending. */
export interface Prepared {
  readonly callback: Callback;
  readonly outcome: Outcome;
  /**
   * Posts this callback, or the one you pass instead, and resolves to the record. It posts once; a second call resolves to
   * the same record. The three ids are always the delivery's own. Throws a `CALLBACK_…` error.
   */
  post(callback?: Callback): Promise<Decision>;
}

export interface Bridge extends PauseControls {
  /** Does everything. Throws EVENT_WITHOUT_IDS, or the `CALLBACK_…` error of a callback that never went through. */
  handle(event: unknown, options?: DeliveryOptions): Promise<Decision>;
  /** Stops before posting, so that your code can inspect or change the callback first. */
  prepare(event: unknown, options?: DeliveryOptions): Promise<Prepared>;
  /**
   * Ends the Lex conversation of this sender in this channel, as the bot's `session` policy tells it apart, so that the next
   * message begins afresh. Resolves too where there was none. Throws CONFIG_INVALID, USAGE, or a `LEX_…` error.
   */
  resetSession(conversation: ConversationKey): Promise<void>;
  /**
   * Lets the bot speak of its own accord, in either delivery: a reminder, the state of an order. The messages are mapped, fitted, split and sent like a
   * reply's, once for their token: whoever dies or is retried, a second call with it says the rest or nothing. Resolves to the record: outcome
   * `replied` where this call said it, `settled` where it had been said. Throws USAGE, CONFIG_INVALID, REPLY_TOO_LARGE, WORDS_HELD,
   * WORDS_UNREMEMBERED, WORDS_PAUSED while a person has taken over, or a `SEND_…` error: then call again with the same token.
   */
  say(words: OwnWords, options?: DeliveryOptions): Promise<Decision>;
  /**
   * Welcomes a member, once for the token: by the bot's `welcomeIntent` where Lex has no session of this member yet, else with its `welcomeTexts`; without a
   * `memberArn` with these alone. Where the bot has neither, nothing is asked or said, outcome `released`. Throws as `say` does, and NO_TIME_FOR_TURN.
   */
  greet(greeting: Greeting, options?: DeliveryOptions): Promise<Decision>;
}

/**
 * The bridge: one processor event in, at most one Lex turn, exactly one callback out. If you pass a settings error instead of settings, it
 * releases every message.
 */
export function createBridge(settings: Settings | BridgeError, given: Ports & Hooks): Bridge {
  const log = guardLog(given.log);
  const span = given.span && guardSpan(given.span, log);
  const onOutcome = given.onOutcome && guardOutcome(given.onOutcome, log);
  const functions = tracedPorts(
    { ...given, log, ...(span ? { span } : {}), ...(onOutcome ? { onOutcome } : {}) },
    span,
  );
  const { now } = functions;
  const { post, plan, controls, planSay, planGreet } =
    settings instanceof BridgeError ? bindBroken(settings, functions) : bindStages(settings, functions);

  function openTime(deadline: number | undefined): DeliveryTime {
    now.begin?.();
    return toTime(now(), deadline);
  }

  async function prepare(event: unknown, { deadline, requestId }: DeliveryOptions = {}): Promise<Prepared> {
    const time = openTime(deadline);
    // 1 read
    const delivery = openDelivery(event, time.deadline, time.begun);
    if (!time.isAsAsked) warn(delivery.decision, DEADLINE_IGNORED);
    if (requestId) noteRequest(delivery.decision, requestId);
    // 2 gate, and how turn (3) and answer (4) are made once the claim is ours
    const { first, answers } = await plan(delivery);
    // 5 post
    const posting = post(delivery, answers);
    const ready = await posting.prepare(first);
    let posted: Promise<Decision> | undefined;
    return {
      callback: ready.answer.callback,
      outcome: ready.answer.outcome,
      post: (chosen) => {
        const answer = chosen ? { ...ready.answer, ...chosenToAnswer(chosen, delivery) } : ready.answer;
        posted ??= close(() => posting.settle({ ...ready, answer }), delivery, functions);
        return posted;
      },
    };
  }

  return {
    ...controls,
    prepare,
    handle: async (event, options) => (await prepare(event, options)).post(),
    say: async (words, { deadline } = {}) => sayOwn(await planSay(words, openTime(deadline)), post, functions),
    greet: async (greeting, { deadline } = {}) =>
      sayOwn(await planGreet(greeting, openTime(deadline)), post, functions),
  };
}

/** The function that makes each delivery mode: one file of `answer/` each. */
const MODES = { replace: createReplace, reply: createReply } satisfies Record<Settings["delivery"], CreateMode>;

/** How a delivery begins, and how its answers are made. */
interface Plan {
  readonly first: Move;
  readonly answers: Answers;
}

/** What a bridge keeps between deliveries, and the path of a delivery up to its first posting step. */
interface Stages extends Own {
  readonly controls: Omit<Bridge, "handle" | "prepare" | "say" | "greet">;
  readonly post: ReturnType<typeof createPost>;
  plan(delivery: Delivery): Promise<Plan>;
}

function bindStages(settings: Settings, functions: Ports & Hooks): Stages {
  const { now, claims } = functions;
  const pace = createPace(settings.requestsPerSecond, now);
  const gate = createGate(settings, functions, createLook(pace, now));
  const handoff = settings.handoff && createHandoff(settings.handoff, settings.bots, functions);
  const post = createPost(functions, pace);
  // Made when first called for, because few bridges do: most of what a function loads is for answers.
  const own = () => createOwn({ settings, handoff }, functions);
  const mode = MODES[settings.delivery](settings, { ...functions, welcomeFirst: toWelcomeFirst() }, gate);

  function toWelcomeFirst() {
    if (!settings.bots.some(({ welcomeAtFirstMessage }) => welcomeAtFirstMessage)) return undefined;
    return createWelcomeFirst(functions, async (question, { deadline, ...rest }) => {
      const { ChannelArn: channelArn, SubChannelId: subChannelId, Sender } = question.message;
      const place = { channelArn, memberArn: Sender.Arn, ...(subChannelId ? { subChannelId } : {}) };
      const greeting = { ...place, ...rest, bot: question.verdict.bot, isPrivate: question.isPrivate };
      return sayOwn(await own().planGreet(greeting, toTime(now(), deadline)), post, functions);
    });
  }

  /** Reads the message and runs the gate. The mode asks the bot and makes its answer later, when the claim is ours. */
  async function plan(delivery: Delivery): Promise<Plan> {
    if (settings.logContent) allowContent(delivery.decision);
    const until = turnEnd(now(), delivery.deadline, settings);
    const rules: AttemptRules = {
      isDurable: claims.isDurable,
      asksAgain: settings.onUnknownTurn === "again",
      isReply: mode.isReleasedFirst,
      mayPause: handoff !== undefined,
    };
    const end = (answer: Answer) => ({
      first: (settings.claimReleases ? beginRelease : beginUnclaimed)(randomUUID(), until, rules),
      answers: always(answer),
    });
    const moderated = await gate.moderate(readMessage(delivery), delivery, until);
    if (moderated.kind !== "goOn") return end(endingToAnswer(moderated.kind, delivery));
    const { message } = moderated;
    const native = nativeAnswer(message, delivery, settings);
    if (native) return end(native);
    if (await handoff?.hear(message, delivery, until)) return end(endingToAnswer("release", delivery));
    const first = await gate.first(message);
    const planned = await mode.answers({ message, delivery, first });
    if (!planned) return end(ownMessageToAnswer(message, delivery, settings));
    const watched = handoff?.watch(message, delivery);
    const answers = watched ? { ...planned.answers, watched } : planned.answers;
    return { first: begin(randomUUID(), planned.guard, rules), answers };
  }

  const pauses = () => createPauseControls(settings.handoff, functions);
  return {
    post,
    controls: {
      pause: async (...given) => pauses().pause(...given),
      resume: async (key) => pauses().resume(key),
      isPaused: async (key) => pauses().isPaused(key),
      resetSession: (conversation) => resetConversation(conversation, settings, functions),
    },
    planSay: async (...given) => own().planSay(...given),
    planGreet: async (...given) => own().planGreet(...given),
    plan: (delivery) => plan(delivery).catch((caught: unknown) => planRelease(delivery, BridgeError.from(caught))),
  };
}

/** Without settings nobody is asked, and nothing is remembered: what comes is released, and the record says why. */
function bindBroken(error: BridgeError, functions: Ports): Stages {
  const broken = () => Promise.reject(error);
  return {
    post: createPost(functions, createPace(1, functions.now)),
    plan: async (delivery) => planRelease(delivery, error),
    controls: { resetSession: broken, pause: broken, resume: broken, isPaused: broken },
    planSay: broken,
    planGreet: broken,
  };
}

/**
 * Whatever is thrown before posting, a delivery with its three ids is released. Its callback is complete, so nothing is
 * remembered.
 */
function planRelease(delivery: Delivery, error: BridgeError): Plan {
  return { first: beginUnclaimed(randomUUID(), 0, NO_RULES), answers: always(breakOff(delivery, error)) };
}

/** A delivery whose answer needs no turn. */
function always(answer: Answer): Answers {
  const same = async () => answer;
  return { ask: same, doubt: same, release: same, silence: same };
}

const NO_RULES: AttemptRules = { isDurable: false, asksAgain: false, isReply: false };
