import { setTimeout as wait } from "node:timers/promises";
import type { Refused } from "../../delivery.ts";
import { ServiceError } from "../../service-error.ts";
import { isBot } from "../world/world.ts";

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

/** The operations that a processor calls, by the names of the ports; `lex` is RecognizeText, `callback` ChannelFlowCallback. */
export const OPERATIONS = [
  "lex",
  "callback",
  "send",
  "getMessage",
  "listMessages",
  "memberships",
  "getSession",
  "deleteSession",
] as const;
export type Operation = (typeof OPERATIONS)[number];

/**
 * The fault in force for an operation. Assign to change it. Of the channel's operations it strikes what is asked in the
 * name of a bot, since a processor is what faults are to try: users' own requests are answered as ever.
 */
export type Faults = { [Name in Operation]: Fault | undefined };

/** Where the fault for a request comes from: assigned to its operation, else the next by name. */
export interface FaultsInForce {
  readonly assigned: Faults;
  readonly next: (operation: Operation) => Fault | undefined;
}

export function createFaults(given: Partial<Faults> = {}): Faults {
  const none = Object.fromEntries(OPERATIONS.map((operation) => [operation, undefined])) as Faults;
  return { ...none, ...given };
}

/** The answer got lost. Over HTTP the socket is destroyed; in process the port says what a client would. */
export class AnswerLost extends Error {
  override readonly name = "AnswerLost";
}

/** One request to be answered: what it asks for, in whose name where the operation has a bearer, and until when. */
export interface Asked {
  readonly operation: Operation;
  readonly bearer?: string | undefined;
  readonly signal: AbortSignal;
}

/** How a request was answered, whether or not the answer arrived. */
export type Answered<T> = { readonly result: T } | { readonly refused: Refused };

/**
 * Runs what was asked under the fault in force, and tells `answered`, once, how: of a request that hangs nothing is told. Rejects
 * with ServiceError, AnswerLost, or the signal's reason.
 */
export async function underFault<T>(
  faults: FaultsInForce,
  { operation, bearer, signal }: Asked,
  run: () => T | Promise<T>,
  answered: (how: Answered<T>) => void = () => {},
): Promise<T> {
  const answer = async () => {
    try {
      const result = await run();
      answered({ result });
      return result;
    } catch (thrown) {
      throw told(thrown, answered);
    }
  };
  const fault =
    bearer === undefined || isBot(bearer) ? (take(faults.assigned, operation) ?? faults.next(operation)) : undefined;
  if (fault === undefined) return answer();
  if ("status" in fault) throw told(new ServiceError(fault.status, fault.name, fault.message), answered);
  if ("hang" in fault) return untilAborted(signal);
  if ("cut" in fault) {
    await answer().catch((thrown: unknown) => {
      // A refusal is an answer too.
      if (!(thrown instanceof ServiceError)) throw thrown;
    });
    throw new AnswerLost(`The fault set for ${operation} cut the connection.`);
  }
  await wait(fault.delayMs, undefined, { signal });
  return answer();
}

function told(thrown: unknown, answered: (how: { readonly refused: Refused }) => void): unknown {
  if (!(thrown instanceof ServiceError)) return thrown;
  const { status, name, message } = thrown;
  answered({ refused: { status, name, message } });
  return thrown;
}

function take(faults: Faults, operation: Operation): Fault | undefined {
  const fault = faults[operation];
  if (fault?.times !== undefined)
    faults[operation] = fault.times > 1 ? { ...fault, times: fault.times - 1 } : undefined;
  return fault?.times !== undefined && fault.times < 1 ? undefined : fault;
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
