import type { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";
import { ACCOUNT, REGION } from "../world/world.ts";
import { type Life, living } from "./life.ts";
import type { Processor, ProcessorContext } from "./processor.ts";

const FUNCTION_NAME = "channel-processor";
export const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${FUNCTION_NAME}`;

/** How one attempt at an invocation ended. */
export type AttemptEnd = { readonly result: unknown } | { readonly error: string };

export interface RunningAttempt {
  readonly ended: Promise<AttemptEnd>;
  /** Ends it as a crash of the processor would: at once, and nothing that it still does has an effect. */
  crash(): void;
}

/** Invokes the processor once, in at most `timeoutMs`. A time-out ends it like a crash does, as in AWS Lambda. */
export function attempt(
  processor: Processor,
  event: ProcessorEvent,
  requestId: string,
  timeoutMs: number,
): RunningAttempt {
  const life: Life = { isOver: false };
  const context = contextFor(requestId, performance.now() + timeoutMs);
  let over: (end: AttemptEnd) => void = () => {};
  const killed = new Promise<AttemptEnd>((resolve) => {
    over = resolve;
  });
  const kill = (why: string) => {
    if (life.isOver) return;
    life.isOver = true;
    over({ error: why });
    processor.crash?.();
  };
  const timer = setTimeout(() => kill(`Error: The processor did not end within ${timeoutMs} ms.`), timeoutMs);
  const called = living(life, async () => asJson(await processor(structuredClone(event), context))).then(
    (result): AttemptEnd => ({ result }),
    (thrown: unknown): AttemptEnd => ({
      error: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
    }),
  );
  return {
    ended: Promise.race([killed, called]).finally(() => clearTimeout(timer)),
    crash: () => kill("Error: The processor crashed."),
  };
}

/** What Lambda would make of the result: plain JSON. Throws for what has no JSON, as Lambda does. */
function asJson(result: unknown): unknown {
  const text = JSON.stringify(result);
  return text === undefined ? null : JSON.parse(text);
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
