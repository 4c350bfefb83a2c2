import type { OwnPlan } from "../answer/own.ts";
import type { Ports } from "../ports/ports.ts";
import { type ClosingTools, close } from "../read/closing.ts";
import type { Decision } from "../read/decision.ts";
import { beginOwn } from "./attempt/attempt.ts";
import type { createPost } from "./settle.ts";

/**
 * Says what was planned, once by its id, and resolves to the record. What is said of the bot's own accord takes the path of a reply whose message went
 * through already: claim, answer, parts.
 */
export function sayOwn(
  { delivery, answers, guard, lifeMs }: OwnPlan,
  post: ReturnType<typeof createPost>,
  { claims, ...tools }: Pick<Ports, "claims"> & ClosingTools,
): Promise<Decision> {
  if (!answers) return close(async () => {}, delivery, tools);
  const rules = {
    isDurable: claims.isDurable,
    asksAgain: false,
    isReply: true,
    lifeMs,
    mayPause: answers.watched !== undefined,
  };
  const posting = post(delivery, answers);
  const say = async () => posting.settle(await posting.prepare(beginOwn(crypto.randomUUID(), guard, rules)));
  return close(say, delivery, tools);
}
