import type { ObservedInvocation } from "../../delivery.ts";
import { asList, asText, isObject, type JsonObject } from "../json.ts";

export interface ShownStep {
  readonly step: string;
  readonly pass: boolean;
  readonly because?: string | undefined;
}

export interface ShownLoss {
  readonly kind: string;
  readonly where: string;
  readonly before: number;
  readonly after: number;
}

/** A decision record as far as the page shows it: what our processor resolves to. */
export interface ShownDecision {
  readonly outcome: string;
  readonly verdict?: { readonly kind: string; readonly reason?: string };
  readonly trace: readonly ShownStep[];
  readonly sessionId?: string;
  readonly timings: readonly (readonly [string, number])[];
  readonly losses: readonly ShownLoss[];
  /** UTF-8 bytes of the envelope before it was made to fit. */
  readonly contentBefore?: number;
  readonly retries: readonly (readonly [string, string])[];
  readonly error?: { readonly code: string; readonly detail?: string; readonly fix?: string };
  readonly warnings: readonly string[];
  /** What came of reading the message back, where the processor did. */
  readonly lookup?: string;
  /** What people were shown while the bot thought. */
  readonly signs: readonly string[];
  /** The pause that silenced this delivery, or that it wrote. */
  readonly pause?: { readonly reason: string; readonly since: number; readonly made: boolean };
  /** How many parts of a reply in the bot's own name are in the channel. */
  readonly sent?: { readonly parts: number; readonly of: number };
  /** No callback went through: the message may stay pending. */
  readonly pending: boolean;
}

/** The value as a decision record, or undefined: another processor may resolve to anything. Never throws. */
export function readDecision(value: unknown): ShownDecision | undefined {
  if (!isObject(value)) return undefined;
  const outcome = asText(value["outcome"]);
  if (outcome === undefined || !Array.isArray(value["trace"])) return undefined;
  const sessionId = asText(value["sessionId"]);
  return {
    outcome,
    ...readVerdict(value["verdict"]),
    trace: asList(value["trace"]).filter(isObject).map(readStep),
    ...(sessionId === undefined ? {} : { sessionId }),
    timings: entries(value["timings"]).flatMap(([name, ms]) => (typeof ms === "number" ? [[name, ms] as const] : [])),
    ...readContentBefore(value["sizes"]),
    losses: asList(value["losses"]).filter(isObject).map(readLoss),
    retries: entries(value["retries"]).flatMap(([name, n]) => (n === 0 ? [] : [[name, asPlain(n)] as const])),
    ...readError(value["error"]),
    warnings: asList(value["warnings"]).map(readWarning),
    ...readLookup(value),
    signs: asList(value["signs"]).map(asPlain),
    ...readPause(value["pause"]),
    ...readSent(value["sent"]),
    pending: value["pending"] === true,
  };
}

/** The decision that ended the delivery: the last one that did not merely find it ended, or held by another. */
export function decisionOf(invocations: readonly ObservedInvocation[]): ShownDecision | undefined {
  const decisions = invocations.map(({ result }) => readDecision(result)).filter((decision) => decision !== undefined);
  return decisions.findLast(({ outcome }) => outcome !== "settled" && outcome !== "yielded") ?? decisions.at(-1);
}

function readContentBefore(sizes: unknown): Pick<ShownDecision, "contentBefore"> {
  const before = isObject(sizes) ? sizes["contentBefore"] : undefined;
  return typeof before === "number" ? { contentBefore: before } : {};
}

function readVerdict(value: unknown): Pick<ShownDecision, "verdict"> {
  const kind = isObject(value) ? asText(value["kind"]) : undefined;
  if (!isObject(value) || kind === undefined) return {};
  const reason = asText(value["reason"]);
  return { verdict: reason === undefined ? { kind } : { kind, reason } };
}

function readStep(step: JsonObject): ShownStep {
  const because = asText(step["because"]);
  const read = { step: asText(step["step"]) ?? "step", pass: step["pass"] === true };
  return because === undefined ? read : { ...read, because };
}

function readLoss(loss: JsonObject): ShownLoss {
  const where = typeof loss["message"] === "number" ? `message ${loss["message"] + 1}` : (asText(loss["name"]) ?? "");
  return {
    kind: asText(loss["kind"]) ?? "something",
    where,
    before: Number(loss["before"] ?? 0),
    after: Number(loss["after"] ?? 0),
  };
}

function readError(value: unknown): Pick<ShownDecision, "error"> {
  if (!isObject(value)) return {};
  const detail = asText(value["detail"]) ?? asText(value["what"]);
  const fix = asText(value["fix"]);
  return {
    error: {
      code: asText(value["code"]) ?? "error",
      ...(detail === undefined ? {} : { detail }),
      ...(fix === undefined ? {} : { fix }),
    },
  };
}

/** A lookup is a step of the trace, or at least took its time. */
function readLookup({ trace, timings }: JsonObject): Pick<ShownDecision, "lookup"> {
  const step = asList(trace)
    .filter(isObject)
    .find((one) => one["step"] === "lookup");
  if (step !== undefined) return { lookup: asText(step["because"]) ?? "looked up" };
  return isObject(timings) && typeof timings["lookup"] === "number" ? { lookup: "looked up" } : {};
}

function readPause(value: unknown): Pick<ShownDecision, "pause"> {
  if (!isObject(value) || typeof value["since"] !== "number") return {};
  return {
    pause: { reason: asText(value["reason"]) ?? "somebody", since: value["since"], made: value["made"] === true },
  };
}

function readSent(value: unknown): Pick<ShownDecision, "sent"> {
  if (!isObject(value) || typeof value["parts"] !== "number") return {};
  return { sent: { parts: value["parts"], of: Number(value["of"] ?? value["parts"]) } };
}

function readWarning(value: unknown): string {
  if (!isObject(value)) return asPlain(value);
  const code = asText(value["code"]);
  const text = asText(value["detail"]) ?? asText(value["message"]) ?? asText(value["fix"]);
  return [code, text].filter((part) => part !== undefined).join(": ") || JSON.stringify(value);
}

function entries(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function asPlain(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
}
