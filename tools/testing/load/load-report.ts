import type { LoadPlan } from "./plan.ts";
import type { LoadRun, LoadSample } from "./run-load.ts";

/** Milliseconds, from when each message was due to the whole answer. */
export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What a load came to. */
export interface LoadReport {
  readonly plan: LoadPlan;
  readonly seconds: number;
  readonly messages: {
    readonly sent: number;
    readonly answered: number;
    readonly silent: number;
    readonly failed: number;
    readonly unsent: number;
  };
  /** Absent where nothing was answered. */
  readonly latencyMs?: Latency;
  /** How long a message that was due waited until its user could send it, at most: 0 where every user kept its pace. */
  readonly behindMs: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly conversations: LoadRun["conversations"];
  readonly wasStopped: boolean;
  readonly passed: boolean;
}

/** A load passes if every message was sent and none failed, and every conversation went as its script. */
export function loadToReport({ plan, samples, unsent, wasStopped, ms, conversations }: LoadRun): LoadReport {
  const errors: Record<string, number> = {};
  for (const { error } of samples) if (error !== undefined) errors[error] = (errors[error] ?? 0) + 1;
  const well = samples.filter(({ error }) => error === undefined);
  const failed = samples.length - well.length;
  const silent = well.filter(({ isSilent }) => isSilent).length;
  const latencyMs = toLatency(samples);
  const isWhole = wasStopped || unsent === 0;
  return {
    plan,
    seconds: Math.round(ms / 100) / 10,
    messages: { sent: samples.length, answered: well.length - silent, silent, failed, unsent },
    ...(latencyMs ? { latencyMs } : {}),
    behindMs: Math.round(Math.max(0, ...samples.map(({ dueAt, sentAt }) => sentAt - dueAt))),
    errors,
    conversations,
    wasStopped,
    passed: failed === 0 && isWhole && conversations.asScripted === conversations.held,
  };
}

/** Of what was answered well, silence included. Undefined where nothing was. */
export function toLatency(samples: readonly LoadSample[]): Latency | undefined {
  const all = samples.flatMap((sample) => latencyFromDue(sample) ?? []).sort((a, b) => a - b);
  if (all.length === 0) return undefined;
  const [p50, p90, p95, p99, max] = [0.5, 0.9, 0.95, 0.99, 1].map((share) => percentile(all, share));
  return { p50, p90, p95, p99, max } as Latency;
}

export function latencyFromDue({ dueAt, answeredAt }: LoadSample): number | undefined {
  return answeredAt === undefined ? undefined : answeredAt - dueAt;
}

/** The nearest rank: a value that was measured, of which that share of all is no greater. To a tenth. */
export function percentile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return Math.round(value * 10) / 10;
}

/** The report in words, for people. */
export function loadToText(report: LoadReport): string {
  const { plan, seconds, messages, latencyMs, behindMs, errors, conversations } = report;
  const { sent, answered, silent, failed, unsent } = messages;
  const rows = Object.entries(errors).sort(([, a], [, b]) => b - a);
  const row = (cells: readonly (string | number)[]) => cells.map((cell) => String(cell).padStart(9)).join("");
  return [
    `${sent} messages of ${plan.users} users in ${seconds} s, ${plan.rate} a second were due`,
    `  answered ${answered}, silent ${silent}, failed ${failed}, never sent ${unsent}`,
    ...(latencyMs
      ? [
          `latency in ms, from when a message was due to the whole answer`,
          row(Object.keys(latencyMs)),
          row(Object.values(latencyMs)),
        ]
      : []),
    ...(behindMs > 0
      ? [`users were behind by ${behindMs} ms at most, waiting for answers: that is in the latency`]
      : []),
    ...(rows.length > 0 ? ["errors", ...rows.map(([code, count]) => `  ${code} ${count}`)] : []),
    `conversations ${conversations.held}, as scripted ${conversations.asScripted}`,
    ...(report.wasStopped ? ["stopped before its end"] : []),
    "",
  ].join("\n");
}
