import { pauseToWords, stepToPeoplesOwn } from "../../mappers/gate/pause-to-words.ts";
import { stepToName } from "../../mappers/gate/step-to-name.ts";
import type { Decision } from "../../src/read/decision.ts";
import { SYMPTOMS, shows, symptomToPlace } from "./symptoms.ts";

/**
 * A decision record in sentences: what became of the message, what failed and what to do, what was lost, repeated and how long it took,
 * and where the runbook tells more. What a record of another version lacks is left out. The record holds no message text, nor do these.
 */
export function decisionToWords(decision: Partial<Decision>): string[] {
  const { error, losses = [], warnings = [], pause } = decision;
  const paused = pauseToWords(pause);
  const lost = losses.map(({ kind, message, name, before, after }) => {
    return `${kind} of ${message === undefined ? (name ?? "the reply") : `message ${message + 1}`}, ${toBytes(before)} → ${toBytes(after)}`;
  });
  const places = SYMPTOMS.filter((one) => shows({ delivery: decision }, one)).map(symptomToPlace);
  return [
    ending(decision),
    ...(pause && paused ? [`Here ${paused}, at ${new Date(pause.since).toISOString()}.`] : []),
    ...(error ? [`${error.code}${error.detail ? `: ${error.detail}` : ""}`, `What to do: ${error.fix}`] : []),
    ...(lost.length > 0 ? [`To fit, it lost ${lost.join("; ")}.`] : []),
    ...repeated(decision),
    ...times(decision),
    ...(warnings.length > 0 ? [`Warnings: ${warnings.join(", ")}.`] : []),
    ...(places.length > 0 ? [`See ${places.join(", ")}.`] : []),
  ];
}

function ending(decision: Partial<Decision>): string {
  const { outcome, intent, bot, sent, pending, unsent } = decision;
  const asked = intent?.name ? ` (${intent.name}${intent.state ? `, ${intent.state}` : ""})` : "";
  switch (outcome) {
    case "replied":
      return `The bot answered${asked}${bot ? `: ${bot.botId}` : ""}.`;
    case "errored":
      return "The turn failed, and people got a failure in place of an answer.";
    case "released":
      return `The message went through unchanged${whyStopped(decision)}.`;
    case "denied":
      return `The message was dropped${whyStopped(decision)}.`;
    case "settled":
      return "Nothing was left to do: it had been settled before. A few such duplicates are normal.";
    case "yielded":
      return "Another attempt at the same message holds it, and answers.";
    case "failed":
      if (pending) return "No callback went through: the message is pending until a retry gets through.";
      if (unsent)
        return `The message went through, and of the answer ${sent?.parts ?? 0} of ${sent?.of ?? "its"} parts.`;
      return "The bridge failed, and the message went through unchanged.";
    default:
      return "How it ended isn't recorded.";
  }
}

/** The step that stopped it, and what that saw. */
function whyStopped({ trace = [], verdict }: Partial<Decision>): string {
  const stopped = trace.find(({ pass }) => !pass);
  const own = stopped && stepToPeoplesOwn(stopped);
  if (own) return `, because ${own}`;
  if (stopped) return `, because it must be: ${stepToName(stopped.step)}. It saw: ${stopped.because} (${stopped.step})`;
  return verdict && "reason" in verdict ? `, because of ${verdict.reason}` : "";
}

function repeated({ retries }: Partial<Decision>): string[] {
  const counts = Object.entries(retries ?? {}).filter(([, count]) => Number(count) > 0);
  return counts.length === 0
    ? []
    : [`Calls that were repeated: ${counts.map(([what, n]) => `${what} ${n}`).join(", ")}.`];
}

function times({ timings }: Partial<Decision>): string[] {
  if (timings === undefined || !Number.isFinite(timings.total)) return [];
  const { total, left, ...parts } = timings;
  const named = Object.entries(parts).map(([what, ms]) => `${what} ${toMs(ms)}`);
  const rest = left === undefined ? "" : `; ${toMs(left)} were left`;
  return [`It took ${toMs(total)}${named.length > 0 ? ` (${named.join(", ")})` : ""}${rest}.`];
}

const toMs = (ms: number): string => `${Math.round(ms).toLocaleString("en")} ms`;
const toBytes = (count: number): string => `${count.toLocaleString("en")} bytes`;
