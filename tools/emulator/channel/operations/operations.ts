import { type FaultsInForce, type Operation, underFault } from "../faults/faults.ts";
import type { EmulatedMessage } from "../message.ts";
import type { ChannelState } from "../state/channel-state.ts";
import {
  associateChannelFlow,
  createChannelFlow,
  describeChannelFlow,
  disassociateChannelFlow,
} from "./associate-flow.ts";
import { channelFlowCallback, observeCallback } from "./callback.ts";
import { deleteChannelMessage, redactChannelMessage, updateChannelMessage } from "./change-message.ts";
import { createChannel, createChannelMembership, describeChannel, listChannelMemberships } from "./memberships.ts";
import { getChannelMessage, getChannelMessageStatus, listChannelMessages } from "./read.ts";
import { sendChannelMessage } from "./send.ts";

/** A request as every route and port makes it: the path's channel, the bearer of the header, and until when it may take. */
export interface ChannelCall {
  readonly channelArn: string;
  readonly bearer: string | undefined;
  readonly signal: AbortSignal;
}

/** The emulated operations of Chime SDK messaging, those that a processor calls under the fault in force. All reject with ServiceError. */
export type ChannelOperations = ReturnType<typeof createOperations>;

export function createOperations(state: ChannelState, faults: FaultsInForce) {
  const faulty = <T>(operation: Operation, { bearer, signal }: ChannelCall, run: () => T): Promise<T> =>
    underFault(faults, { operation, bearer: bearer ?? "", signal }, run);

  return {
    send: (request: ChannelCall, body: unknown) =>
      faulty("send", request, () => sendChannelMessage(state, request.channelArn, request.bearer, body)),
    list: (request: ChannelCall, query: unknown) =>
      faulty("listMessages", request, () => listChannelMessages(state, request.channelArn, request.bearer, query)),
    get: (request: ChannelCall, messageId: string, query: unknown) =>
      faulty("getMessage", request, () =>
        getChannelMessage(state, request.channelArn, request.bearer, messageId, query),
      ),
    listMemberships: (request: ChannelCall, query: unknown) =>
      faulty("memberships", request, () => listChannelMemberships(state, request.channelArn, request.bearer, query)),
    callBack(channelArn: string, body: unknown, signal: AbortSignal) {
      const at = state.now();
      return underFault(
        faults,
        { operation: "callback", signal },
        () => channelFlowCallback(state, channelArn, body),
        (how) => {
          observeCallback(state, channelArn, body, "refused" in how ? { at, refused: how.refused } : { at });
          if ("result" in how) state.invocations.reached("callback", how.result.CallbackId);
        },
      );
    },
    status: ({ channelArn, bearer }: ChannelCall, messageId: string): EmulatedMessage["Status"] =>
      getChannelMessageStatus(state, channelArn, bearer, messageId),
    update: ({ channelArn, bearer }: ChannelCall, messageId: string, body: unknown) =>
      updateChannelMessage(state, channelArn, bearer, messageId, body),
    redact: ({ channelArn, bearer }: ChannelCall, messageId: string, body: unknown) =>
      redactChannelMessage(state, channelArn, bearer, messageId, body),
    remove: ({ channelArn, bearer }: ChannelCall, messageId: string, query: unknown) =>
      deleteChannelMessage(state, channelArn, bearer, messageId, query),
    createChannel: (bearer: string | undefined, body: unknown) => createChannel(state, bearer, body),
    describeChannel: ({ channelArn, bearer }: ChannelCall) => describeChannel(state, channelArn, bearer),
    createMembership: ({ channelArn, bearer }: ChannelCall, body: unknown) =>
      createChannelMembership(state, channelArn, bearer, body),
    createFlow: (body: unknown) => createChannelFlow(state, body),
    describeFlow: (flowArn: string) => describeChannelFlow(state, flowArn),
    associateFlow: ({ channelArn, bearer }: ChannelCall, body: unknown) =>
      associateChannelFlow(state, channelArn, bearer, body),
    disassociateFlow: ({ channelArn, bearer }: ChannelCall, flowArn: string) =>
      disassociateChannelFlow(state, channelArn, bearer, flowArn),
  };
}
