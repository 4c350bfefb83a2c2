import { pauseToWords, stepToPeoplesOwn } from "../../../../mappers/gate/pause-to-words.ts";
import type { EmulatedMessage } from "../../channel/message.ts";
import type { EmulatedDelivery, ObservedCallback } from "../../delivery.ts";
import { deliveryToSilence } from "../../delivery-to-silence.ts";
import { countToText } from "../format.ts";
import { decisionOf, type ShownDecision } from "./read-decision.ts";
import { readShownMessage } from "./read-message.ts";
import { replyOf } from "./reply-of.ts";

export type StageId = "event" | "verdict" | "lookup" | "turn-request" | "turn-result" | "reply" | "callback" | "sent";

/** How a stage stands: passed, passed without a word of the bot's, not reached yet, not needed, or gone wrong. */
export type StageState = "done" | "silent" | "waiting" | "skipped" | "bad";

export interface StageView {
  readonly id: StageId;
  readonly title: string;
  readonly state: StageState;
  readonly summary: string;
}

/** The messages that the channel holds in a bot's own name in answer to a delivery's message. */
export type AnswerMessages = readonly EmulatedMessage[];

/** A delivery as its stages, each in a few words. Pure; tolerates whatever the processor returned. */
export function walkDelivery(delivery: EmulatedDelivery, answers: AnswerMessages): readonly StageView[] {
  const decision = decisionOf(delivery.invocations);
  return nextOnly([
    { id: "event", title: "Event", state: "done", summary: eventSummary(delivery) },
    { id: "verdict", title: "Verdict", ...verdict(delivery, decision) },
    ...(decision?.lookup === undefined
      ? []
      : [{ id: "lookup", title: "Lookup", state: "done", summary: decision.lookup } as const]),
    { id: "turn-request", title: "Turn request", ...turnRequest(delivery) },
    { id: "turn-result", title: "Turn result", ...turnResult(delivery) },
    { id: "reply", title: "Reply", ...reply(delivery, answers) },
    { id: "callback", title: "Callback", ...callback(delivery) },
    ...sent(decision, answers),
  ]);
}

/** Only where the bot speaks in its own name. */
function sent(decision: ShownDecision | undefined, answers: AnswerMessages): readonly StageView[] {
  if (answers.length === 0 && decision?.sent === undefined) return [];
  const { parts, of } = decision?.sent ?? { parts: answers.length, of: answers.length };
  const summary = parts < of ? `${parts} of ${countToText(of, "part")}` : countToText(parts, "part");
  return [{ id: "sent", title: "Sent", state: parts < of ? "bad" : "done", summary }];
}

/** Of the stages that are still to come, the next one alone is waited for. */
function nextOnly(stages: readonly StageView[]): readonly StageView[] {
  const next = stages.findIndex(({ state }) => state === "waiting");
  return stages.map((stage, at) =>
    stage.state === "waiting" && at > next ? { ...stage, state: "skipped", summary: "not yet" } : stage,
  );
}

/** The outcome as the processor named it, else as it looked from outside. */
export function outcomeOf(delivery: EmulatedDelivery): string {
  const decision = decisionOf(delivery.invocations);
  if (decision !== undefined) return decision.outcome;
  const accepted = acceptedCallback(delivery);
  if (accepted !== undefined) return callbackKind(accepted, delivery);
  if (delivery.invocations.length === 0) return "running";
  return delivery.invocations.some(({ error }) => error !== undefined) ? "threw" : "pending";
}

/** Why the bot kept silent: as the emulated bot says it, else as the processor does. */
export function silentBecause(delivery: EmulatedDelivery): string | undefined {
  const decision = decisionOf(delivery.invocations);
  const released = decision?.outcome === "released" ? (peoplesOwn(decision) ?? decision.verdict?.reason) : undefined;
  const isAsked = delivery.turns.length > 0;
  return isAsked ? (deliveryToSilence(delivery) ?? wordsOf(released)) : wordsOf(released);
}

/** What people decided among themselves, which the step that they passed by doesn't say. */
function peoplesOwn({ trace }: ShownDecision): string | undefined {
  return trace.map(stepToPeoplesOwn).find((one) => one !== undefined);
}

function wordsOf(released: string | undefined): string | undefined {
  return released === undefined ? undefined : `let through: ${released}`;
}

export function acceptedCallback(delivery: EmulatedDelivery): ObservedCallback | undefined {
  return delivery.callbacks.find(({ refused }) => refused === undefined);
}

/** What a callback does to the message, in a word. */
export function callbackKind({ callback }: ObservedCallback, { event }: EmulatedDelivery): string {
  const { Content } = callback.ChannelMessage;
  if (callback.DeleteResource === true) return "denied";
  const { said } = readShownMessage(callback.ChannelMessage);
  if (said.kind === "reply") return "replied";
  if (said.kind === "error") return "errored";
  return Content === undefined || Content === event.ChannelMessage.Content ? "released" : "changed";
}

type Standing = Pick<StageView, "state" | "summary">;

function eventSummary({ event }: EmulatedDelivery): string {
  const { Name, Arn } = event.ChannelMessage.Sender;
  return `from ${Name || Arn}`;
}

function verdict({ invocations, turns }: EmulatedDelivery, decision: ShownDecision | undefined): Standing {
  if (decision?.verdict !== undefined) {
    const { kind, reason } = decision.verdict;
    const why = peoplesOwn(decision) ?? reason ?? pauseToWords(decision.pause);
    return { state: "done", summary: why === undefined ? kind : `${kind}: ${why}` };
  }
  if (decision !== undefined) return { state: "skipped", summary: "not recorded" };
  if (invocations.some(({ error }) => error !== undefined)) return { state: "bad", summary: "threw" };
  if (invocations.length > 0) return { state: "skipped", summary: "not recorded" };
  return { state: "waiting", summary: turns.length > 0 ? "a turn was taken" : "deciding" };
}

function turnRequest({ turns, invocations, callbacks }: EmulatedDelivery): Standing {
  const last = turns.at(-1);
  if (last === undefined) return missing(invocations.length > 0 || callbacks.length > 0, "no turn");
  const tries = turns.length > 1 ? `, ${countToText(turns.length, "request")}` : "";
  return { state: "done", summary: countToText(last.request.text.length, "character") + tries };
}

function turnResult({ turns, invocations, callbacks }: EmulatedDelivery): Standing {
  const last = turns.at(-1);
  if (last?.refused !== undefined) return { state: "bad", summary: `${last.refused.status} ${last.refused.name}` };
  if (last?.result === undefined) return missing(invocations.length > 0 || callbacks.length > 0, "no turn");
  const count = last.result.messages?.length ?? 0;
  return { state: count === 0 ? "silent" : "done", summary: countToText(count, "message") };
}

function reply(delivery: EmulatedDelivery, answers: AnswerMessages): Standing {
  const said = replyOf(delivery, answers);
  const silence = deliveryToSilence(delivery);
  if (said === undefined) {
    if (silence !== undefined && delivery.turns.length > 0) return { state: "silent", summary: silence };
    return missing(delivery.invocations.length > 0 || delivery.callbacks.length > 0, "none");
  }
  if (said.error !== undefined) return { state: "bad", summary: `error ${said.error}` };
  if (said.parts.length === 0) return { state: "silent", summary: silence ?? "silence" };
  return { state: "done", summary: countToText(said.parts.length, "message") };
}

function callback(delivery: EmulatedDelivery): Standing {
  const accepted = acceptedCallback(delivery);
  const refused = delivery.callbacks.filter((one) => one.refused !== undefined);
  if (accepted !== undefined) {
    const more = refused.length === 0 ? "" : `, ${refused.length} refused`;
    return { state: "done", summary: callbackKind(accepted, delivery) + more };
  }
  if (refused.length > 0) return { state: "bad", summary: `refused with ${refused[0]?.refused?.status}` };
  if (delivery.invocations.length > 0) return { state: "bad", summary: "none came" };
  return { state: "waiting", summary: "waiting" };
}

function missing(over: boolean, summary: string): Standing {
  return over ? { state: "skipped", summary } : { state: "waiting", summary: "waiting" };
}
