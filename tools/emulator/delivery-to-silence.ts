import type { EmulatedDelivery } from "./delivery.ts";

/** Why a delivery brought no answer of the bot, in words; undefined where it brought one, or isn't over. Never throws. */
export function deliveryToSilence({ turns, invocations }: EmulatedDelivery): string | undefined {
  const turn = turns.at(-1);
  const result = invocations.at(-1)?.result;
  if (turn?.result !== undefined) return (turn.result.messages ?? []).length > 0 ? undefined : (turn.silence ?? SILENT);
  return turn === undefined ? recordToRelease(result) : undefined;
}

const SILENT = "The bot answered without a message.";

/** The step of the gate that let the message through without a turn, where the processor resolved to a decision record. */
function recordToRelease(record: unknown): string | undefined {
  if (typeof record !== "object" || record === null || !("trace" in record) || !Array.isArray(record.trace))
    return undefined;
  const steps: readonly unknown[] = record.trace;
  const stopped = steps.find((one): one is { step: string; because: string } => {
    return typeof one === "object" && one !== null && "pass" in one && one.pass === false;
  });
  return stopped === undefined ? undefined : `The bot wasn't asked: ${stopped.step} (${stopped.because}).`;
}
