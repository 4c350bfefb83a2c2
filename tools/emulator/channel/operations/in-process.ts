import type { TurnResult } from "../../../../mappers/shapes/turn.ts";
import { BridgeError, type ErrorCode } from "../../../../src/errors/bridge-error.ts";
import {
  CALLBACK_REFUSALS,
  LEX_REFUSALS,
  LOOKUP_REFUSALS,
  type Refusal,
  refusalToError,
  SEND_REFUSALS,
  UPDATE_REFUSALS,
} from "../../../../src/errors/refusals.ts";
import type {
  ChannelFlowCallback,
  CountMembers,
  DeleteSession,
  GetChannelMessage,
  GetSession,
  ListChannelMessages,
  PutSession,
  RecognizeText,
  SendChannelMessage,
  StoredMessage,
  UpdateChannelMessage,
} from "../../../../src/ports/ports.ts";
import { ServiceError } from "../../service-error.ts";
import { AnswerLost, Foreign } from "../faults/faults.ts";
import { messageToSummary, messageToWire } from "../message.ts";
import type { LexOperations } from "./observed-lex.ts";
import type { ChannelOperations } from "./operations.ts";

/** The emulator's implementation of the ports, by their names in `src/ports/ports.ts`. */
export interface EmulatorPorts {
  readonly recognizeText: RecognizeText;
  readonly getSession: GetSession;
  readonly putSession: PutSession;
  readonly deleteSession: DeleteSession;
  readonly channelFlowCallback: ChannelFlowCallback;
  readonly sendChannelMessage: SendChannelMessage;
  readonly updateChannelMessage: UpdateChannelMessage;
  readonly getChannelMessage: GetChannelMessage;
  readonly listChannelMessages: ListChannelMessages;
  readonly countMembers: CountMembers;
}

/** How a port rejects: when the service refuses, when its answer got lost or can't be read, when the caller's time is over. */
interface Rejections {
  readonly refused: (refusal: Refusal) => BridgeError;
  readonly lost: ErrorCode;
  readonly unreadable: ErrorCode;
  readonly late: ErrorCode;
}

const [LEX, CALLBACK, SEND, UPDATE, LOOKUP] = [
  LEX_REFUSALS,
  CALLBACK_REFUSALS,
  SEND_REFUSALS,
  UPDATE_REFUSALS,
  LOOKUP_REFUSALS,
].map((refusals): Rejections => ({ ...refusals, refused: (refusal) => refusalToError(refusals, refusal) })) as [
  Rejections,
  Rejections,
  Rejections,
  Rejections,
  Rejections,
];

/** The ports, in process. Like over a network, no call takes effect in the turn of the event loop that made it. */
export function createPorts(chime: ChannelOperations, lex: LexOperations): EmulatorPorts {
  return {
    recognizeText: ({ botId, botAliasId, localeId, sessionId, ...body }, { signal }) =>
      called(LEX, signal, () => lex.recognizeText({ botId, botAliasId, localeId, sessionId }, onTheWire(body), signal)),
    getSession: ({ botId, botAliasId, localeId, sessionId }, { signal }) =>
      called(LEX, signal, async () => {
        const { sessionState } = await lex.getSession({ botId, botAliasId, localeId, sessionId }, signal);
        return sessionState ?? {};
      }).catch(undefinedWhereNone),
    putSession: (
      { botId, botAliasId, localeId, sessionId, intent, requestAttributes, sessionAttributes },
      { signal },
    ) =>
      called(LEX, signal, async () => {
        const sessionState = { dialogAction: { type: "Delegate" }, intent: { name: intent }, sessionAttributes };
        const body = onTheWire({ requestAttributes, sessionState });
        return (await lex.putSession({ botId, botAliasId, localeId, sessionId }, body, signal)) as TurnResult;
      }),
    deleteSession: ({ botId, botAliasId, localeId, sessionId }, { signal }) =>
      called(LEX, signal, async () => {
        await lex.deleteSession({ botId, botAliasId, localeId, sessionId }, signal);
      }).catch(undefinedWhereNone),
    channelFlowCallback: ({ ChannelArn, ...body }, { signal }) =>
      called(CALLBACK, signal, async () => {
        await chime.callBack(ChannelArn, onTheWire(body), signal);
      }),
    sendChannelMessage: ({ ChannelArn, ChimeBearer, ...body }, { signal }) =>
      called(SEND, signal, async () => {
        const request = { channelArn: ChannelArn, bearer: ChimeBearer, signal };
        const { MessageId } = await chime.send(request, onTheWire({ Type: "STANDARD", ...body }));
        return { MessageId };
      }),
    updateChannelMessage: ({ ChannelArn, ChimeBearer, MessageId, ...body }, { signal }) =>
      called(UPDATE, signal, async () => {
        await chime.update({ channelArn: ChannelArn, bearer: ChimeBearer, signal }, MessageId, onTheWire(body));
      }),
    getChannelMessage: ({ ChannelArn, ChimeBearer, MessageId, SubChannelId }, { signal }) =>
      called(LOOKUP, signal, async () => {
        const request = { channelArn: ChannelArn, bearer: ChimeBearer, signal };
        return toStored(messageToWire(await chime.get(request, MessageId, subChannel(SubChannelId))));
      }),
    listChannelMessages: ({ ChannelArn, ChimeBearer, NotBefore, NextToken, SubChannelId }, { signal }) =>
      called(LOOKUP, signal, async () => {
        const since = NotBefore === undefined ? {} : { "not-before": new Date(NotBefore).toISOString() };
        const request = { channelArn: ChannelArn, bearer: ChimeBearer, signal };
        const page = NextToken === undefined ? {} : { "next-token": NextToken };
        const { messages, nextToken } = await chime.list(request, { ...since, ...page, ...subChannel(SubChannelId) });
        return {
          messages: messages.map((message) => toStored(messageToSummary(message))),
          ...(nextToken === undefined ? {} : { NextToken: nextToken }),
        };
      }),
    countMembers: ({ ChannelArn, ChimeBearer, atMost }, { signal }) =>
      called(LOOKUP, signal, async () => {
        const query = { "max-results": String(atMost), type: "DEFAULT" };
        const request = { channelArn: ChannelArn, bearer: ChimeBearer, signal };
        return (await chime.listMemberships(request, query)).memberships.length;
      }),
  };
}

/** Makes the call in a later turn of the event loop and maps how it fails. */
export async function called<T>(how: Rejections, signal: AbortSignal | undefined, call: () => Promise<T>): Promise<T> {
  await new Promise(setImmediate);
  let abort: (() => void) | undefined;
  try {
    signal?.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(signal?.reason);
      signal?.addEventListener("abort", abort);
    });
    return await Promise.race([call(), aborted]);
  } catch (thrown) {
    if (thrown instanceof ServiceError) throw how.refused({ ...thrown, message: thrown.message, cause: thrown });
    if (thrown instanceof AnswerLost) throw new BridgeError(how.lost, undefined, { cause: thrown });
    if (thrown instanceof Foreign) throw new BridgeError(how.unreadable, undefined, { cause: thrown });
    if (signal?.aborted) throw new BridgeError(how.late, undefined, { cause: thrown });
    throw BridgeError.from(thrown);
  } finally {
    if (abort !== undefined) signal?.removeEventListener("abort", abort);
  }
}

/** A session that isn't there is answered 404, and is no failure (`src/ports/ports.ts`). */
function undefinedWhereNone(caught: unknown): undefined {
  if (caught instanceof BridgeError && caught.code === "LEX_NOT_FOUND") return undefined;
  throw caught;
}

function subChannel(id: string | undefined): Record<string, string> {
  return id === undefined ? {} : { "sub-channel-id": id };
}

/** A copy without the members that are undefined, as JSON over a wire would make it. */
export function onTheWire(input: object): unknown {
  return JSON.parse(JSON.stringify(input));
}

function toStored(wire: Record<string, unknown>): StoredMessage {
  const { CreatedTimestamp, LastUpdatedTimestamp: _, LastEditedTimestamp: __, ...message } = wire;
  return { ...(onTheWire(message) as StoredMessage), CreatedTimestamp: Math.round(Number(CreatedTimestamp) * 1000) };
}
