import { setTimeout as wait } from "node:timers/promises";
import type { Refused } from "../../delivery.ts";
import { ServiceError } from "../../service-error.ts";
import { isBot } from "../world/world.ts";

/** An answer that isn't the service's: a proxy's page, or one that was damaged on its way. */
export interface ForeignAnswer {
  readonly status: number;
  readonly body: string;
  /** By default `text/html`. */
  readonly contentType?: string;
  /** Whether the body travels gzipped, although nobody asked for that. */
  readonly isGzipped?: boolean;
}

/**
 * What an emulated service does instead of answering: refuses, never answers, answers late, or does what was asked and then
 * loses the answer with the connection (`cut`); or something else answers (`foreign`), after the service did what was asked
 * (`isDone`) or without it. `times` is how often; without it, until it is taken off again.
 */
export type Fault = (
  | { readonly status: number; readonly name: string; readonly message: string }
  | { readonly hang: true }
  | { readonly delayMs: number }
  | { readonly cut: true }
  | { readonly foreign: ForeignAnswer; readonly isDone: boolean }
) & { readonly times?: number };

/** The operations that a processor calls, by the names of the ports; `lex` is RecognizeText, `callback` ChannelFlowCallback. */
export const OPERATIONS = [
  "lex",
  "callback",
  "send",
  "update",
  "getMessage",
  "listMessages",
  "memberships",
  "getSession",
  "putSession",
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

/** Something else answered than the service. */
export class Foreign extends Error {
  override readonly name = "Foreign";
  readonly answer: ForeignAnswer;

  constructor(answer: ForeignAnswer) {
    super(`The fault set made ${answer.status} of the answer, and not the service's.`);
    this.answer = answer;
  }
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
 * Runs what was asked under the fault in force, and tells `answered`, once, how: of a request that hangs, or never reached the
 * service, nothing is told. Rejects with ServiceError, AnswerLost, Foreign, or the signal's reason.
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
  // A refusal is an answer too.
  const done = () =>
    answer().catch((thrown: unknown) => {
      if (!(thrown instanceof ServiceError)) throw thrown;
    });
  if ("cut" in fault) {
    await done();
    throw new AnswerLost(`The fault set for ${operation} cut the connection.`);
  }
  if ("foreign" in fault) {
    if (fault.isDone) await done();
    throw new Foreign(fault.foreign);
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
