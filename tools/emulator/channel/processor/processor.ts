import type { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";

/** What an invocation knows of itself, as AWS Lambda's Node.js context object spells it. */
export interface ProcessorContext {
  /** The same for an invocation and its retries, as in Lambda's asynchronous invocation. */
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  /** Milliseconds until the function's time is over. */
  getRemainingTimeInMillis(): number;
}

/** A channel processor: the handler of the function that the channel flow invokes. What it resolves to is recorded. */
export interface Processor {
  (event: ProcessorEvent, context: ProcessorContext): unknown;
  /** Called when an invocation is to have crashed, or didn't end in time: a child dies, memory is lost. */
  crash?(): void;
}
