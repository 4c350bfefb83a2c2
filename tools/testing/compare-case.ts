import { isEnvelope } from "../../mappers/message/envelope.ts";
import type { Callback } from "../../mappers/shapes/callback.ts";
import type { Loss } from "../../mappers/shapes/reply.ts";
import type { Decision } from "../../src/read/decision.ts";
import type { Case, CaseActual } from "./case-files.ts";
import { callbackDifferences } from "./diff/callbacks.ts";
import { type Difference, numberToText } from "./diff/difference.ts";
import { leafDifferences } from "./diff/leaves.ts";
import { limitDifferences, sentLimitDifferences } from "./diff/limits.ts";
import { sentDifferences } from "./diff/sent.ts";
import { turnRequestDifferences } from "./diff/turns.ts";

/** What a case says of how the delivery ended, read off its record. */
export function decisionToEnding({ outcome, verdict, error, losses }: Decision) {
  const reason = verdict?.kind === "release" || verdict?.kind === "deny" ? verdict.reason : undefined;
  return { outcome, reason, error: error?.code, losses: losses.map(({ kind }) => kind) };
}

/** Everything in which a delivery differs from its case: how it ended, what Lex was asked, what went out. */
export function compareCase(one: Case, { turnRequest, callback, sent, decision }: CaseActual): Difference[] {
  const { about } = one;
  const ending = decisionToEnding(decision);
  const written = callback && isEnvelope(callback.ChannelMessage.Content ?? "", callback.ChannelMessage.ContentType);
  const isEcho = ending.outcome === "released" || ending.outcome === "failed";
  return [
    ...endDifference("outcome", about.outcome, ending.outcome),
    ...endDifference("reason", about.reason, ending.reason),
    ...endDifference("error", about.error, ending.error, decision.error?.detail),
    ...lossDifferences(about.losses ?? [], decision.losses),
    ...turnRequestDifferences(one.turnRequest, turnRequest, stopOf(decision)),
    ...callbackDifferences(one.callback, callback),
    ...sentDifferences(one.sent, sent),
    ...(callback && written && !isEcho ? limitDifferences(withoutEcho(callback, one.event)) : []),
    ...(sent ?? []).flatMap((part, at) => sentLimitDifferences(part, at)),
  ];
}

/** The sub-channel is given back as Chime gave it, whatever its form: no limit of ours is held against it. */
function withoutEcho(callback: Callback, event: unknown): Callback {
  const { SubChannelId, ...written } = callback.ChannelMessage;
  const came = (event as { ChannelMessage?: { SubChannelId?: unknown } } | null)?.ChannelMessage?.SubChannelId;
  return SubChannelId === came ? { ...callback, ChannelMessage: written } : callback;
}

/** The ends of a delivery are words: `reason: not-invoked → none`. */
function endDifference(what: string, expected: unknown, actual: unknown, detail?: string): Difference[] {
  return leafDifferences(what, what, expected, actual).map((difference) => {
    const how = `${String(expected ?? "none")} → ${String(actual ?? "none")}${detail ? ` (${detail})` : ""}`;
    return { ...difference, how };
  });
}

function stopOf({ trace, error }: Decision): string | undefined {
  const stopped = trace.find(({ pass }) => !pass);
  return stopped ? `the gate stopped at ${stopped.step} (${stopped.because})` : error?.code;
}

/** Losses by their kind; a kind that is there twice must be lost twice. */
function lossDifferences(expected: readonly string[], losses: readonly Loss[]): Difference[] {
  const left = [...expected];
  const surplus = losses.filter(({ kind }) => {
    const at = left.indexOf(kind);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...left.map((kind) => ({ path: "losses", what: `loss ${kind}`, expected: kind, actual: undefined, how: NO_LOSS })),
    ...surplus.map((loss) => ({
      path: "losses",
      what: `loss ${loss.kind}`,
      expected: undefined,
      actual: loss,
      how: `not expected: ${lossInWords(loss)}`,
    })),
  ];
}

const NO_LOSS = "expected, and nothing of the kind was lost";

/** `of message 3, 240 → 0 bytes`. */
export function lossInWords({ message, name, before, after }: Loss): string {
  const whose = message === undefined ? (name ?? "") : `of message ${message + 1}`;
  return `${whose}, ${numberToText(before)} → ${numberToText(after)} bytes`;
}
