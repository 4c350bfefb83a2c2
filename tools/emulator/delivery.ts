import type { Callback } from "../../mappers/shapes/callback.ts";
import type { ProcessorEvent } from "../../mappers/shapes/processor-event.ts";
import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";

/** A refusal, as it was sent. */
export interface Refused {
  readonly status: number;
  readonly name: string;
  readonly message: string;
}

/** One RecognizeText that carried this delivery's `CHIME.message.id` among its request attributes. */
export interface ObservedTurn {
  readonly request: TurnRequest;
  readonly at: number;
  readonly ms: number;
  readonly result?: TurnResult;
  readonly refused?: Refused;
  /** Why nothing was said, where nothing was: in words, by the emulated bot. */
  readonly silence?: string;
}

/** One ChannelFlowCallback for this delivery; without `refused` it was accepted. */
export interface ObservedCallback {
  readonly callback: Callback;
  readonly at: number;
  readonly refused?: Refused;
}

/** One invocation of the processor for this delivery. `result` is what it resolved to, `error` what it threw. */
export interface ObservedInvocation {
  readonly at: number;
  readonly ms: number;
  readonly result?: unknown;
  readonly error?: string;
}

/**
 * Everything the emulator saw of one delivery, all of it from outside the processor: what it was invoked with, what it
 * asked Lex, what it posted, what it returned. Times are epoch milliseconds.
 */
export interface EmulatedDelivery {
  readonly messageId: string;
  readonly callbackId: string;
  readonly at: number;
  readonly event: ProcessorEvent;
  readonly invocations: ObservedInvocation[];
  readonly turns: ObservedTurn[];
  readonly callbacks: ObservedCallback[];
}
