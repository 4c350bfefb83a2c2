import { CONFIG, createChime, eventOf } from "./channel.mjs";
import { inVirtualTime, sleep } from "./clock.mjs";
import { createFunction } from "./lambda.mjs";

const TURN_MS = 500;

/**
 * So many messages at once in one channel, each of another sender, in virtual time, and what came of them. `build` holds
 * `createBridge`, `BridgeError` and `createMemoryClaims` of some build. Without `concurrency` each message has a function of its own.
 */
export function burst(build, { delivery = "replace", messages, rates, concurrency }) {
  return inVirtualTime(async () => {
    const own = [];
    const { seen, ports } = createChime(build, { rates, onSent: (event) => own.push(invoke(event)) });
    const claims = { ...build.createMemoryClaims(Date.now), isDurable: true };
    let turns = 0;
    const recognizeText = async () => {
      turns++;
      await sleep(TURN_MS);
      return { messages: [{ contentType: "PlainText", content: "Hi" }] };
    };
    const all = { ...ports, recognizeText, claims, log: () => {}, now: Date.now };
    const createHandler = () => {
      const bridge = build.createBridge({ ...CONFIG, delivery }, all);
      return (event, options) => bridge.handle(event, options);
    };
    const invoke = createFunction(createHandler, concurrency);
    const done = await Promise.all(Array.from({ length: messages }, (_, nth) => invoke(eventOf(nth))));
    done.push(...(await Promise.all(own)));
    const replies = [...seen.said.values()];
    const calls = Object.values(seen.calls).reduce((sum, count) => sum + count, 0);
    return {
      /** Events that would stand in the queue of failed events. */
      failed: done.filter((isDone) => !isDone).length,
      settled: seen.settled.size,
      turns,
      said: replies.length,
      failureAnswers: replies.filter(({ Content }) => Content.startsWith('{"Code"')).length,
      /** Answers that the sender alone sees: the message could not be looked up in time. */
      toSenderAlone: replies.filter(({ Target }) => Target).length,
      callsEach: calls / messages,
      overIdeal: seen.last / idealOf(delivery, messages, rates),
    };
  });
}

/** What the rate alone would take, in milliseconds. As a bearer each answer of the bot's own takes two requests, its lookup and its send. */
function idealOf(delivery, messages, { callback, bearer, send }) {
  const perSecond = delivery === "replace" ? callback : Math.min(send ?? Infinity, (bearer ?? Infinity) / 2);
  return ((messages - perSecond) / perSecond) * 1_000;
}
