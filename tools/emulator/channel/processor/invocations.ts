import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";
import type { ObservedInvocation } from "../../delivery.ts";
import type { FaultSource } from "../faults/named-faults.ts";
import type { Clock } from "../world/clock.ts";
import { attempt, type RunningAttempt } from "./attempt.ts";
import { createHeldBack } from "./held-back.ts";
import type { Processor } from "./processor.ts";

export interface InvocationsOptions {
  /** The processor as it is now: it may be exchanged between an invocation and its retry. */
  readonly processor: () => Processor | undefined;
  readonly functionTimeoutMs: number;
  /** One entry a retry, in milliseconds. AWS Lambda waits one minute, then two. */
  readonly retryDelaysMs: readonly number[];
  readonly clock: Pick<Clock, "now" | "sleep">;
  readonly faults: FaultSource;
  readonly observe: (callbackId: string, invocation: ObservedInvocation) => void;
  /** Called where there is no processor to invoke, or it can't be reached. */
  readonly unreachable: (callbackId: string) => void;
  /** Called whenever an invocation is over for good, its retries included. */
  readonly ended: () => void;
}

export interface Invocations {
  /** Invokes the processor, in a later turn of the event loop: asynchronous invocation is the only kind Chime knows. */
  start(event: ProcessorEvent): void;
  /** Says that the processor was answered for this delivery: where it is to crash then, it does. */
  reached(point: "turn" | "callback", callbackId: string): void;
  running(): number;
  /** Forgets the invocations that run: they are neither retried nor observed any more. */
  abandon(): void;
}

/** Every invocation that waits for its retry listens to its generation, however many they are. */
function newGeneration(): AbortController {
  const generation = new AbortController();
  setMaxListeners(0, generation.signal);
  return generation;
}

/** Invokes as AWS Lambda does asynchronously: at most `1 + retryDelaysMs.length` attempts, under one request id. */
export function createInvocations(options: InvocationsOptions): Invocations {
  const { clock, faults } = options;
  const heldBack = createHeldBack(clock);
  /** Which attempts are to crash when they reach a point, as `<point> <callback id>`. */
  const doomed = new Map<string, RunningAttempt>();
  let generation = newGeneration();
  let running = 0;

  async function attempted(event: ProcessorEvent, requestId: string, signal: AbortSignal): Promise<boolean> {
    const { CallbackId } = event;
    const processor = options.processor();
    if (processor === undefined || faults.take("unreachable") !== undefined) {
      options.unreachable(CallbackId);
      return true;
    }
    const at = clock.now();
    const started = performance.now();
    const crashAt = faults.take("crash")?.["at"];
    const one =
      crashAt === "start" ? crashed(processor) : attempt(processor, event, requestId, options.functionTimeoutMs);
    const doom = `${crashAt} ${CallbackId}`;
    if (crashAt !== undefined) doomed.set(doom, one);
    const end = await one.ended;
    if (doomed.get(doom) === one) doomed.delete(doom);
    const ms = Math.round(performance.now() - started);
    if (!signal.aborted) options.observe(CallbackId, { at, ms, ...end });
    return "result" in end;
  }

  async function invoke(event: ProcessorEvent, signal: AbortSignal): Promise<void> {
    const requestId = randomUUID();
    for (const delay of [...options.retryDelaysMs, undefined]) {
      if (signal.aborted || (await attempted(event, requestId, signal)) || delay === undefined) return;
      // Only an abandoned generation ends the wait early, and the check above then ends the loop.
      await clock.sleep(delay, signal);
    }
  }

  /** Counts from now on, invokes after `ready`. */
  function begin(event: ProcessorEvent, ready: Promise<void> | undefined): void {
    const { signal } = generation;
    running += 1;
    setImmediate(async () => {
      await ready;
      await invoke(event, signal);
      if (signal.aborted) return;
      running -= 1;
      options.ended();
    });
  }

  return {
    start(event) {
      const { signal } = generation;
      const again = faults.take("redeliver");
      const late = faults.take("reorder");
      const before = late === undefined ? heldBack.all() : [];
      begin(event, late && heldBack.hold(Number(late["withinMs"]), signal));
      for (let copy = 0; copy < Number(again?.["copies"] ?? 0); copy += 1) {
        const afterMs = Number(again?.["afterMs"]);
        begin(event, afterMs > 0 ? clock.sleep(afterMs, signal) : undefined);
      }
      // Behind the invocation that has just been put in line.
      if (before.length > 0) setImmediate(() => setImmediate(() => before.map((release) => release())));
    },
    reached(point, callbackId) {
      doomed.get(`${point} ${callbackId}`)?.crash();
    },
    running: () => running,
    abandon() {
      generation.abort();
      generation = newGeneration();
      running = 0;
      doomed.clear();
    },
  };
}

/** An attempt that died before it did anything. */
function crashed(processor: Processor): RunningAttempt {
  processor.crash?.();
  return { ended: Promise.resolve({ error: "Error: The processor crashed." }), crash: () => {} };
}
