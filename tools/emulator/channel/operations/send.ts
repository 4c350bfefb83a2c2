import { randomUUID } from "node:crypto";
import type * as z from "zod/mini";
import { ServiceError } from "../../service-error.ts";
import type { EmulatedMessage } from "../message.ts";
import { readRequest } from "../requests/request-shapes.ts";
import { SendRequest } from "../requests/requests.ts";
import { type ChannelState, requireMember } from "../state/channel-state.ts";
import type { Channel } from "../state/channels.ts";
import type { Member } from "../world/world.ts";
import { flowOf, toDelivery } from "./enter-flow.ts";

const INVOCATIONS_MAX = 5_000;

/**
 * SendChannelMessage. A STANDARD message, a bot's own included, stays PENDING until the processor calls back; a CONTROL
 * message bypasses the flow (`docs/facts.md` §2). A token that the bearer used before sends nothing again and answers with
 * the message it sent then; what the service does when the rest differs is unverified, the emulator doesn't look.
 */
export function sendChannelMessage(
  state: ChannelState,
  channelArn: string,
  bearer: string | undefined,
  input: unknown,
): EmulatedMessage {
  const { channel, member } = requireMember(state, channelArn, bearer);
  const request = readRequest(SendRequest, input);
  const token = `${channelArn} ${member.arn} ${request.ClientRequestToken}`;
  const sent = state.store.byToken(token);
  if (sent !== undefined) return sent.message;
  requireTarget(channel, request.Target);

  const inFlow = request.Type === "STANDARD" && flowOf(state, channel) !== undefined;
  // Ours, to bound memory: the service throttles long before.
  if (inFlow && state.invocations.running() >= INVOCATIONS_MAX) {
    throw new ServiceError(429, "ThrottledClientException", "Too many messages wait for their processor.");
  }
  const message = toMessage(state, channelArn, member, request, inFlow);
  if (!inFlow) {
    state.store.add({ message, token });
    return message;
  }
  const { delivery, invoke } = toDelivery(state, message);
  state.store.add({ message, token, delivery });
  invoke();
  return message;
}

function toMessage(
  state: ChannelState,
  channelArn: string,
  sender: Member,
  { ClientRequestToken: _, ...request }: z.infer<typeof SendRequest>,
  inFlow: boolean,
): EmulatedMessage {
  const timestamp = new Date(state.now()).toISOString();
  return {
    ChannelArn: channelArn,
    MessageId: randomUUID(),
    ...request,
    Sender: { Arn: sender.arn, Name: sender.name },
    Status: { Value: inFlow ? "PENDING" : "SENT" },
    CreatedTimestamp: timestamp,
    LastUpdatedTimestamp: timestamp,
  };
}

/** That a target outside of the channel is refused, and as a 400, is unverified. */
function requireTarget(channel: Channel, targets: z.infer<typeof SendRequest>["Target"]): void {
  for (const { MemberArn } of targets ?? []) {
    if (channel.members.has(MemberArn)) continue;
    throw new ServiceError(400, "BadRequestException", "Target.0.MemberArn: is not a member of the channel.");
  }
}
