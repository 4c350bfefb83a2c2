import { randomUUID } from "node:crypto";
import { ServiceError } from "../../service-error.ts";
import { AssociateRequest, FlowRequest } from "../requests/channel-requests.ts";
import { readRequest } from "../requests/request-shapes.ts";
import { type ChannelState, requireMember } from "../state/channel-state.ts";
import type { ChannelFlow } from "../state/flows.ts";

/** CreateChannelFlow, which has no bearer. Whichever function a flow names, the emulator's processor is what is invoked. */
export function createChannelFlow(state: ChannelState, input: unknown): ChannelFlow {
  const request = readRequest(FlowRequest, input);
  if (request.AppInstanceArn !== state.world.appInstanceArn) {
    throw new ServiceError(403, "ForbiddenException", `There is one app instance: ${state.world.appInstanceArn}.`);
  }
  const made = state.flows.byToken(request.ClientRequestToken);
  if (made !== undefined) return made;
  if (state.flows.isFull()) throw new ServiceError(400, "ResourceLimitExceededException", "Too many channel flows.");
  const [processor] = request.Processors;
  if (processor === undefined || request.Processors.length > 1) {
    // API_messaging-chime_Processor: only one is supported within a flow. How more are refused is unverified.
    throw new ServiceError(400, "BadRequestException", "Processors: a flow has exactly one.");
  }
  const flow: ChannelFlow = {
    arn: `${state.world.appInstanceArn}/channel-flow/${randomUUID()}`,
    name: request.Name,
    processor,
    createdAt: state.now(),
    token: request.ClientRequestToken,
  };
  state.flows.put(flow);
  return flow;
}

export function describeChannelFlow(state: ChannelState, flowArn: string): ChannelFlow {
  const flow = state.flows.byArn(flowArn);
  if (flow !== undefined) return flow;
  throw new ServiceError(403, "ForbiddenException", "There is no such channel flow.");
}

/**
 * AssociateChannelFlow: from the next message on. A channel has one flow at a time; that another one is refused with a 409
 * rather than exchanged is unverified, and that any member may do it is the emulator's simplification.
 */
export function associateChannelFlow(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  input: unknown,
): void {
  const { channel } = requireMember(state, channelArn, bearer);
  const { ChannelFlowArn } = readRequest(AssociateRequest, input);
  if (state.flows.byArn(ChannelFlowArn) === undefined) {
    throw new ServiceError(404, "NotFoundException", "There is no such channel flow.");
  }
  if (channel.flowArn !== undefined && channel.flowArn !== ChannelFlowArn) {
    throw new ServiceError(409, "ConflictException", "The channel has another flow: disassociate that first.");
  }
  state.channels.put({ ...channel, flowArn: ChannelFlowArn });
}

/** DisassociateChannelFlow: from the next message on. What is in the flow stays in it. */
export function disassociateChannelFlow(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  flowArn: string,
): void {
  const { channel } = requireMember(state, channelArn, bearer);
  if (channel.flowArn !== flowArn) {
    throw new ServiceError(404, "NotFoundException", "The channel doesn't have that flow.");
  }
  const { flowArn: _, ...rest } = channel;
  state.channels.put(rest);
}
