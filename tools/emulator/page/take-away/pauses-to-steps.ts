import { stepToPeoplesOwn } from "../../../../mappers/gate/pause-to-words.ts";
import { isBot } from "../../channel/world/world.ts";
import type { EmulatedDelivery } from "../../delivery.ts";
import { decisionOf, type ShownDecision, type ShownStep } from "../reading/read-decision.ts";

type Place = true | { readonly of: string | undefined };
export type ByHandStep = { readonly pause: Place } | { readonly resume: Place };

/** What was done by hand before a message, and while it was answered. */
interface ByHand {
  readonly before: readonly ByHandStep[];
  readonly after: readonly ByHandStep[];
}

const NOTHING: ByHand = { before: [], after: [] };

/** Follows a conversation's deliveries in their order: what each of them saw of the pauses tells what the switch did since the one before. */
export function followPauses(
  scope: "channel" | "session" | undefined,
  nameOf: (arn: string) => string | undefined,
): (delivery: EmulatedDelivery | undefined) => ByHand {
  /** Since when it is paused, by who is paused. */
  const on = new Map<string, number>();

  return (delivery) => {
    const decision = decisionOf(delivery?.invocations ?? []);
    const arn = delivery?.event.ChannelMessage.Sender.Arn ?? "";
    const [first, last] = looksAtPause(decision);
    if (scope === undefined || decision === undefined || first === undefined || isBot(arn)) return NOTHING;
    const { pause } = decision;
    const [id, place] = scope === "session" ? [arn, { of: nameOf(arn) }] : ["", true as const];
    const was = on.get(id);
    if (first.pass) on.delete(id);
    if (pause !== undefined) on.set(id, pause.since);
    else if (last !== undefined && endsPause(last)) on.delete(id);
    // An agent who goes on writing pauses without a word of it in the record.
    else if (!first.pass) on.set(id, was ?? 0);
    const byHand = pause?.reason === "call" && pause.since !== was ? [{ pause: place }] : [];
    if (first.pass) return { before: was === undefined ? [] : [{ resume: place }], after: byHand };
    return { before: byHand, after: [] };
  };
}

/** Whether a person took over between question and answer, so that the answer was left out, or cut off. */
export function isCutOff(decision: ShownDecision | undefined): boolean {
  const [first, last] = looksAtPause(decision);
  return first?.pass === true && last?.pass === false;
}

/** The first look at the pause, and the last one. */
function looksAtPause(decision: ShownDecision | undefined): [first?: ShownStep, last?: ShownStep] {
  const looks = (decision?.trace ?? []).filter(({ step }) => step === "paused");
  const [first, last] = [looks[0], looks.at(-1)];
  return first === undefined || last === undefined ? [] : [first, last];
}

function endsPause(step: ShownStep): boolean {
  return stepToPeoplesOwn(step)?.endsWith("resumes the bots") ?? false;
}
