import { stepToPeoplesOwn } from "../../mappers/gate/pause-to-words.ts";
import type { EmulatedDelivery } from "./delivery.ts";

/**
 * Why a delivery brought no answer of the bot, or not all of it, in words; undefined where it brought one, where none was due, as to the bot's own
 * message, or where it isn't over. Never throws.
 */
export function deliveryToSilence({ turns, invocations }: EmulatedDelivery): string | undefined {
  const turn = turns.at(-1);
  const stopped = lastStop(invocations.at(-1)?.result);
  if (turn?.result !== undefined) {
    if ((turn.result.messages ?? []).length === 0) return turn.silence ?? SILENT;
    return stopped?.step === "paused"
      ? `The answer wasn't said, or not all of it: paused (${stopped.because}).`
      : undefined;
  }
  if (turn !== undefined || stopped === undefined || stopped.step === "own-message") return undefined;
  const own = stepToPeoplesOwn(stopped);
  return `The bot wasn't asked: ${own ?? `${stopped.step} (${stopped.because})`}.`;
}

const SILENT = "The bot answered without a message.";

interface Stop {
  readonly step: string;
  readonly pass: false;
  readonly because: string;
}

/** The last step that stopped the message, where the processor resolved to a decision record. */
function lastStop(record: unknown): Stop | undefined {
  if (typeof record !== "object" || record === null || !("trace" in record) || !Array.isArray(record.trace))
    return undefined;
  const steps: readonly unknown[] = record.trace;
  return steps.findLast((one): one is Stop => {
    return typeof one === "object" && one !== null && "pass" in one && one.pass === false;
  });
}
