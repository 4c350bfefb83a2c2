import { setTimeout as wait } from "node:timers/promises";
import { ServiceError } from "../service-error.ts";

/**
 * What an emulated service does instead of answering: refuses, never answers, answers late, or does what was asked and then
 * loses the answer with the connection (`cut`). `times` is how often; without it, until it is taken off again.
 */
export type Fault = (
  | { readonly status: number; readonly name: string; readonly message: string }
  | { readonly hang: true }
  | { readonly delayMs: number }
  | { readonly cut: true }
) & { readonly times?: number };

/** Which fault is in force for RecognizeText (`lex`) and for ChannelFlowCallback (`callback`). Assign to change it. */
export interface Faults {
  lex: Fault | undefined;
  callback: Fault | undefined;
}

/** The answer got lost. Over HTTP the socket is destroyed; in process the port says what a client would. */
export class AnswerLost extends Error {
  override readonly name = "AnswerLost";
}

/** Runs what was asked under the fault in force. Rejects with ServiceError, AnswerLost, or the signal's reason. */
export async function underFault<T>(
  faults: Faults,
  service: keyof Faults,
  signal: AbortSignal,
  run: () => T | Promise<T>,
): Promise<T> {
  const fault = take(faults, service);
  if (fault === undefined) return run();
  if ("status" in fault) throw new ServiceError(fault.status, fault.name, fault.message);
  if ("hang" in fault) return untilAborted(signal);
  if ("cut" in fault) {
    await run();
    throw new AnswerLost(`The fault set for ${service} cut the connection.`);
  }
  await wait(fault.delayMs, undefined, { signal });
  return run();
}

function take(faults: Faults, service: keyof Faults): Fault | undefined {
  const fault = faults[service];
  if (fault?.times !== undefined) faults[service] = fault.times > 1 ? { ...fault, times: fault.times - 1 } : undefined;
  return fault?.times !== undefined && fault.times < 1 ? undefined : fault;
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
