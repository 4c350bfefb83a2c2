import { type FaultsInForce, type Operation, underFault } from "../faults/faults.ts";
import type { EmulatedMessage } from "../message.ts";
import type { Limiter } from "../rates/limiter.ts";
import type { ChannelState } from "../state/channel-state.ts";
import {
  associateChannelFlow,
  createChannelFlow,
  describeChannelFlow,
  disassociateChannelFlow,
} from "./associate-flow.ts";
import { channelFlowCallback, isChanging, observeCallback } from "./callback.ts";
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

export function createOperations(state: ChannelState, faults: FaultsInForce, limiter: Limiter) {
  function rated<T>({ bearer }: ChannelCall, run: () => T): T {
    limiter.asBearer(bearer);
    return run();
  }
  /** What is sent or changed counts for its channel too (`docs/facts.md` §4). */
  const changing = <T>(request: ChannelCall, run: () => T): T =>
    rated(request, () => {
      limiter.inChannel(request.channelArn);
      return run();
    });
  const faulty = <T>(operation: Operation, request: ChannelCall, run: () => T): Promise<T> =>
    underFault(faults, { operation, bearer: request.bearer ?? "", signal: request.signal }, () => rated(request, run));

  return {
    send: (request: ChannelCall, body: unknown) =>
      faulty("send", request, () => {
        limiter.inChannel(request.channelArn);
        return sendChannelMessage(state, request.channelArn, request.bearer, body);
      }),
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
        () => {
          if (isChanging(state, body)) limiter.inChannel(channelArn);
          return channelFlowCallback(state, channelArn, body);
        },
        (how) => {
          observeCallback(state, channelArn, body, "refused" in how ? { at, refused: how.refused } : { at });
          if ("result" in how) state.invocations.reached("callback", how.result.CallbackId);
        },
      );
    },
    status: (request: ChannelCall, messageId: string): EmulatedMessage["Status"] =>
      rated(request, () => getChannelMessageStatus(state, request.channelArn, request.bearer, messageId)),
    update: (request: ChannelCall, messageId: string, body: unknown) =>
      faulty("update", request, () => {
        limiter.inChannel(request.channelArn);
        return updateChannelMessage(state, request.channelArn, request.bearer, messageId, body);
      }),
    redact: (request: ChannelCall, messageId: string, body: unknown) =>
      changing(request, () => redactChannelMessage(state, request.channelArn, request.bearer, messageId, body)),
    remove: (request: ChannelCall, messageId: string, query: unknown) =>
      rated(request, () => deleteChannelMessage(state, request.channelArn, request.bearer, messageId, query)),
    createChannel: (bearer: string | undefined, body: unknown) => createChannel(state, bearer, body),
    describeChannel: (request: ChannelCall) =>
      rated(request, () => describeChannel(state, request.channelArn, request.bearer)),
    createMembership: (request: ChannelCall, body: unknown) =>
      rated(request, () => createChannelMembership(state, request.channelArn, request.bearer, body)),
    createFlow: (body: unknown) => createChannelFlow(state, body),
    describeFlow: (flowArn: string) => describeChannelFlow(state, flowArn),
    associateFlow: ({ channelArn, bearer }: ChannelCall, body: unknown) =>
      associateChannelFlow(state, channelArn, bearer, body),
    disassociateFlow: ({ channelArn, bearer }: ChannelCall, flowArn: string) =>
      disassociateChannelFlow(state, channelArn, bearer, flowArn),
  };
}
