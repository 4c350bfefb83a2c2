import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { ProcessorEvent } from "../../../mappers/shapes/processor-event.ts";
import type { ObservedInvocation } from "../delivery.ts";
import type { Clock } from "./clock.ts";
import type { Processor, ProcessorContext } from "./processor.ts";
import { ACCOUNT, REGION } from "./world.ts";

export interface InvocationsOptions {
  /** The processor as it is now: it may be exchanged between an invocation and its retry. */
  readonly processor: () => Processor | undefined;
  readonly functionTimeoutMs: number;
  /** One entry a retry, in milliseconds. AWS Lambda waits one minute, then two. */
  readonly retryDelaysMs: readonly number[];
  readonly clock: Pick<Clock, "now" | "sleep">;
  readonly observe: (callbackId: string, invocation: ObservedInvocation) => void;
  /** Called where there is no processor to invoke. */
  readonly unreachable: (callbackId: string) => void;
  /** Called whenever an invocation is over for good, its retries included. */
  readonly ended: () => void;
}

export interface Invocations {
  /** Invokes the processor, in a later turn of the event loop: asynchronous invocation is the only kind Chime knows. */
  start(event: ProcessorEvent): void;
  running(): number;
  /** Forgets the invocations that run: they are neither retried nor observed any more. */
  abandon(): void;
}

const FUNCTION_NAME = "channel-processor";
export const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${FUNCTION_NAME}`;

/** Every invocation that waits for its retry listens to its generation, however many they are. */
function newGeneration(): AbortController {
  const generation = new AbortController();
  setMaxListeners(0, generation.signal);
  return generation;
}

/** Invokes as AWS Lambda does asynchronously: at most `1 + retryDelaysMs.length` attempts, under one request id. */
export function createInvocations(options: InvocationsOptions): Invocations {
  let generation = newGeneration();
  let running = 0;

  async function attempt(event: ProcessorEvent, requestId: string, signal: AbortSignal): Promise<boolean> {
    const processor = options.processor();
    if (processor === undefined) {
      options.unreachable(event.CallbackId);
      return true;
    }
    const at = options.clock.now();
    const started = performance.now();
    const end = (end: { result: unknown } | { error: string }) => {
      const ms = Math.round(performance.now() - started);
      if (!signal.aborted) options.observe(event.CallbackId, { at, ms, ...end });
      return "result" in end;
    };
    try {
      const context = contextFor(requestId, started + options.functionTimeoutMs);
      const call = (async () => asJson(await processor(structuredClone(event), context)))();
      return end({ result: await inTime(call, options.functionTimeoutMs) });
    } catch (thrown) {
      return end({ error: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) });
    }
  }

  async function invoke(event: ProcessorEvent, signal: AbortSignal): Promise<void> {
    const requestId = randomUUID();
    for (const delay of [...options.retryDelaysMs, undefined]) {
      if (signal.aborted || (await attempt(event, requestId, signal)) || delay === undefined) return;
      // Only an abandoned generation ends the wait early, and the check above then ends the loop.
      await options.clock.sleep(delay, signal);
    }
  }

  return {
    start(event) {
      const { signal } = generation;
      running += 1;
      setImmediate(async () => {
        await invoke(event, signal);
        if (signal.aborted) return;
        running -= 1;
        options.ended();
      });
    },
    running: () => running,
    abandon() {
      generation.abort();
      generation = newGeneration();
      running = 0;
    },
  };
}

/** What Lambda would make of the result: plain JSON. Throws for what has no JSON, as Lambda does. */
function asJson(result: unknown): unknown {
  const text = JSON.stringify(result);
  return text === undefined ? null : JSON.parse(text);
}

async function inTime<T>(call: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The processor did not end within ${limitMs} ms.`)), limitMs);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

function contextFor(awsRequestId: string, deadline: number): ProcessorContext {
  return {
    awsRequestId,
    functionName: FUNCTION_NAME,
    functionVersion: "$LATEST",
    invokedFunctionArn: FUNCTION_ARN,
    memoryLimitInMB: "256",
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}
