import { isThrottle } from "../errors/repeats.ts";
import type { Decision, Outcome } from "../read/decision.ts";

/** One metric value of one delivery, as CloudWatch takes it. */
export interface Metric {
  readonly name: MetricName;
  readonly unit: "Count" | "Milliseconds";
  readonly value: number;
}

/**
 * Every metric that the handler writes; `docs/operations.md` says what each is for. There is one dimension, `service`, since
 * every combination of dimensions is billed as a metric of its own.
 */
export type MetricName =
  | "Deliveries"
  | (typeof OUTCOMES)[Outcome]
  | "LeftPending"
  | "LeftUnsent"
  | "ReleasedBroken"
  | "Duplicates"
  | "PossibleMissingGrant"
  | "ClaimsUnavailable"
  | "LexLatency"
  | "CallbackLatency"
  | "TimeLeft"
  | "LexRetries"
  | "CallbackRetries"
  | "ClaimsRetries"
  | "SendRetries"
  | "Throttles"
  | "Losses"
  | "ColdStarts";

const OUTCOMES = {
  replied: "Replied",
  errored: "Errored",
  released: "Released",
  denied: "Denied",
  settled: "Settled",
  yielded: "Yielded",
  failed: "Failed",
} as const satisfies Record<Outcome, string>;

/** The metrics of one decision record. A count of zero is left out. */
export function decisionToMetrics(decision: Decision): Metric[] {
  const { outcome, pending, unsent, timings, retries, losses, warnings, error } = decision;
  const warned = (sign: string) => warnings.some((warning) => warning.startsWith(sign));
  const counts: [MetricName, number | boolean][] = [
    ["Deliveries", 1],
    [OUTCOMES[outcome], 1],
    ["LeftPending", pending === true],
    ["LeftUnsent", unsent === true],
    ["ReleasedBroken", outcome === "failed" && !pending && !unsent],
    ["Duplicates", outcome === "settled" || outcome === "yielded"],
    ["PossibleMissingGrant", warned("possible-missing-grant") || error?.code === "CALLBACK_NOT_GRANTED"],
    ["ClaimsUnavailable", warned("claims-unavailable")],
    ["Throttles", error !== undefined && isThrottle(error.code)],
    ["LexRetries", retries.turn],
    ["CallbackRetries", retries.callback],
    ["ClaimsRetries", retries.claims],
    ["SendRetries", retries.send],
    ["Losses", losses.length],
  ];
  const times: [MetricName, number | undefined][] = [
    ["LexLatency", timings.turn],
    ["CallbackLatency", timings.post],
    ["TimeLeft", timings.left],
  ];
  return [
    ...counts.flatMap(([name, count]) => (count ? [{ name, unit: "Count" as const, value: Number(count) }] : [])),
    ...times.flatMap(([name, ms]) =>
      ms === undefined ? [] : [{ name, unit: "Milliseconds" as const, value: Math.max(0, ms) }],
    ),
  ];
}
