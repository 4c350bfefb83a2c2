/** A symptom of `docs/runbook.md`, and where it shows in a decision record and among the metrics. */
export interface Symptom {
  readonly title: string;
  /** `delivery.x = value`, `delivery.x > number`, or a path that is there at all. */
  readonly line: string;
  readonly metric: string;
}

/** Every symptom that a line of ours shows, in the order of the page. A test holds the page and this table equal. */
export const SYMPTOMS: readonly Symptom[] = [
  { title: "message pending", line: "delivery.pending = true", metric: "LeftPending" },
  {
    title: "message pending, because a permission is missing",
    line: 'delivery.error.code = "CALLBACK_NOT_GRANTED"',
    metric: "PossibleMissingGrant",
  },
  { title: "in `reply`: the bot's answer is missing", line: "delivery.unsent = true", metric: "LeftUnsent" },
  { title: "bot silent, message as it came", line: 'delivery.outcome = "released"', metric: "Released" },
  { title: "bot silent, for every message", line: 'delivery.error.code = "CONFIG_INVALID"', metric: "ReleasedBroken" },
  { title: '`{"Code":403}` in the channel', line: 'delivery.error.code = "LEX_ACCESS_DENIED"', metric: "Errored" },
  { title: "duplicate replies", line: 'delivery.outcome = "settled"', metric: "Duplicates" },
  { title: "a reply that is cut", line: "delivery.losses.0.kind", metric: "Losses" },
  { title: "throttled by Lex", line: 'delivery.error.code = "LEX_THROTTLED"', metric: "Throttles" },
  { title: "throttled by Chime", line: 'delivery.error.code = "CALLBACK_THROTTLED"', metric: "Throttles" },
  { title: "slow replies", line: "delivery.retries.turn > 0", metric: "LexRetries" },
  { title: '`{"Code":504}` in the channel', line: 'delivery.error.code = "LEX_TIMEOUT"', metric: "LexLatency" },
  { title: "a failure instead of a reply, once", line: 'delivery.error.code = "TURN_UNKNOWN"', metric: "Errored" },
  { title: "claims unavailable", line: 'delivery.error.code = "CLAIMS_REFUSED"', metric: "ClaimsUnavailable" },
  { title: "many answers are failures", line: 'delivery.outcome = "errored"', metric: "Errored" },
  {
    title: "in `reply`: the answer comes a minute late",
    line: 'delivery.error.code = "NO_TIME_FOR_TURN"',
    metric: "LeftUnsent",
  },
];

/** Whether a log line shows a symptom. */
export function shows(line: unknown, { line: wanted }: Pick<Symptom, "line">): boolean {
  const [, path = "", operator, value] = /^(\S+)(?: (=|>) (.+))?$/.exec(wanted) ?? [];
  const found = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], line);
  if (operator === undefined) return found !== undefined;
  return operator === "=" ? JSON.stringify(found) === value : Number(found) > Number(value);
}

/** The condition of a query for the lines that show it. A flag is written only where it is true. */
export function symptomToCondition({ line }: Pick<Symptom, "line">): string {
  const [, path = "", operator, value] = /^(\S+)(?: (=|>) (.+))?$/.exec(line) ?? [];
  return operator === undefined || value === "true" ? `ispresent(${path})` : line;
}

/** Where the page tells of it. */
export function symptomToPlace({ title }: Pick<Symptom, "title">): string {
  const anchor = title.toLowerCase().replaceAll(/[^\p{L}\p{N}_ -]/gu, "");
  return `docs/runbook.md#${anchor.replaceAll(" ", "-")}`;
}
