import { randomUUID } from "node:crypto";
import type * as z from "zod/mini";
import { ServiceError } from "../service-error.ts";
import { type ChannelState, requireMember } from "./channel-state.ts";
import { toProcessorEvent } from "./flow.ts";
import type { EmulatedMessage } from "./message.ts";
import { readRequest, SendRequest } from "./requests.ts";
import { type Member, membersOf } from "./world.ts";

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
  const sender = requireMember(state, channelArn, bearer);
  const request = readRequest(SendRequest, input);
  const token = `${channelArn} ${sender.arn} ${request.ClientRequestToken}`;
  const sent = state.store.byToken(token);
  if (sent !== undefined) return sent.message;
  requireTarget(state, request.Target);

  const inFlow = request.Type === "STANDARD" && state.hasFlow();
  const message = toMessage(state, sender, request, inFlow);
  if (!inFlow) {
    state.store.add({ message, token });
    return message;
  }
  const callbackId = randomUUID();
  const event = toProcessorEvent(message, callbackId);
  state.store.add({ message, token, delivery: { callbackId, event } });
  state.deliveries.open(message.MessageId, callbackId, event, state.now());
  state.invocations.start(event);
  return message;
}

function toMessage(
  state: ChannelState,
  sender: Member,
  { ClientRequestToken: _, ...request }: z.infer<typeof SendRequest>,
  inFlow: boolean,
): EmulatedMessage {
  const timestamp = new Date(state.now()).toISOString();
  return {
    ChannelArn: state.world.channelArn,
    MessageId: randomUUID(),
    ...request,
    Sender: { Arn: sender.arn, Name: sender.name },
    Status: { Value: inFlow ? "PENDING" : "SENT" },
    CreatedTimestamp: timestamp,
    LastUpdatedTimestamp: timestamp,
  };
}

/** That a target outside of the channel is refused, and as a 400, is unverified. */
function requireTarget(state: ChannelState, targets: z.infer<typeof SendRequest>["Target"]): void {
  for (const { MemberArn } of targets ?? []) {
    if (membersOf(state.world).some(({ arn }) => arn === MemberArn)) continue;
    throw new ServiceError(400, "BadRequestException", "Target.0.MemberArn: is not a member of the channel.");
  }
}
