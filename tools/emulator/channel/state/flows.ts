import type { ChannelWorld } from "../world/world.ts";

/** A channel flow (API_messaging-chime_ChannelFlow). The service supports one processor a flow. */
export interface ChannelFlow {
  readonly arn: string;
  readonly name: string;
  readonly processor: FlowProcessor;
  readonly createdAt: number;
  /** ClientRequestToken of its creation. */
  readonly token: string;
}

/** As it came in CreateChannelFlow. Whichever function it names, the emulator invokes the one processor that it has. */
export interface FlowProcessor {
  readonly Name: string;
  readonly Configuration: { readonly Lambda: { readonly ResourceArn: string; readonly InvocationType: "ASYNC" } };
  readonly ExecutionOrder: number;
  /** What becomes of a message whose processor can't be reached: it fails, or is sent as it is. */
  readonly FallbackAction: "ABORT" | "CONTINUE";
}

/** Ours, to bound memory. */
const FLOWS_MAX = 100;

export interface Flows {
  byArn(arn: string): ChannelFlow | undefined;
  byToken(token: string): ChannelFlow | undefined;
  all(): ChannelFlow[];
  put(flow: ChannelFlow): void;
  isFull(): boolean;
  clear(): void;
}

export function createFlows(first: ChannelFlow): Flows {
  const flows = new Map([[first.arn, first]]);
  return {
    byArn: (arn) => flows.get(arn),
    byToken: (token) => [...flows.values()].find((flow) => flow.token === token),
    all: () => [...flows.values()],
    put: (flow) => void flows.set(flow.arn, flow),
    isFull: () => flows.size >= FLOWS_MAX,
    clear() {
      flows.clear();
      flows.set(first.arn, first);
    },
  };
}

/** The flow that is there from the start: a message whose processor can't be reached fails, and is seen to. */
export function firstFlow({ channelFlowArn }: ChannelWorld, functionArn: string, now: number): ChannelFlow {
  const processor: FlowProcessor = {
    Name: "processor",
    Configuration: { Lambda: { ResourceArn: functionArn, InvocationType: "ASYNC" } },
    ExecutionOrder: 1,
    FallbackAction: "ABORT",
  };
  return { arn: channelFlowArn, name: "Emulated flow", processor, createdAt: now, token: "" };
}

/** As DescribeChannelFlow answers it; on the wire timestamps are epoch seconds. */
export function flowToWire({ arn, name, processor, createdAt }: ChannelFlow): Record<string, unknown> {
  const time = createdAt / 1000;
  return {
    ChannelFlowArn: arn,
    Name: name,
    Processors: [processor],
    CreatedTimestamp: time,
    LastUpdatedTimestamp: time,
  };
}
