import { BridgeError, type ErrorCode } from "../../errors.ts";
import { callbackFailure, lexFailure, lookupFailure, type Refusal, sendFailure } from "../../failures.ts";
import type {
  ChannelFlowCallback,
  ListChannelMessages,
  RecognizeText,
  SendChannelMessage,
  StoredMessage,
} from "../../ports.ts";
import { ServiceError } from "../service-error.ts";
import { channelFlowCallback } from "./callback.ts";
import type { ChannelState } from "./channel-state.ts";
import { AnswerLost } from "./faults.ts";
import type { EmulatedMessage } from "./message.ts";
import type { LexOperations } from "./observed-lex.ts";
import { listChannelMessages } from "./read.ts";
import { sendChannelMessage } from "./send.ts";

/** The emulator's implementation of the ports. */
export interface EmulatorPorts {
  readonly recognizeText: RecognizeText;
  readonly channelFlowCallback: ChannelFlowCallback;
  readonly sendChannelMessage: SendChannelMessage;
  readonly listChannelMessages: ListChannelMessages;
}

/** How a port rejects: when the service refuses, when its answer got lost, when the caller's time is over. */
interface Rejections {
  readonly refused: (refusal: Refusal) => BridgeError;
  readonly lost: ErrorCode;
  readonly late: ErrorCode;
}

const LEX: Rejections = { refused: lexFailure, lost: "LEX_CONNECTION_LOST", late: "LEX_TIMEOUT" };
const CALLBACK: Rejections = { refused: callbackFailure, lost: "CALLBACK_CONNECTION_LOST", late: "CALLBACK_TIMEOUT" };
const SEND: Rejections = { refused: sendFailure, lost: "SEND_CONNECTION_LOST", late: "SEND_TIMEOUT" };
const LOOKUP: Rejections = { refused: lookupFailure, lost: "LOOKUP_FAILED", late: "LOOKUP_FAILED" };

/** The ports, in process. Like over a network, no call takes effect in the turn of the event loop that made it. */
export function createPorts(state: ChannelState, lex: Pick<LexOperations, "recognizeText">): EmulatorPorts {
  return {
    recognizeText: ({ botId, botAliasId, localeId, sessionId, ...body }, { signal }) =>
      called(LEX, signal, () => lex.recognizeText({ botId, botAliasId, localeId, sessionId }, onTheWire(body), signal)),
    channelFlowCallback: ({ ChannelArn, ...body }, { signal }) =>
      called(CALLBACK, signal, async () => {
        await channelFlowCallback(state, ChannelArn, onTheWire(body), signal);
      }),
    sendChannelMessage: ({ ChannelArn, ChimeBearer, ...body }, { signal }) =>
      called(SEND, signal, async () => {
        const input = onTheWire({ Type: "STANDARD", ...body });
        return { MessageId: sendChannelMessage(state, ChannelArn, ChimeBearer, input).MessageId };
      }),
    listChannelMessages: ({ ChannelArn, ChimeBearer }, { signal }) =>
      called(LOOKUP, signal, async () => ({
        messages: listChannelMessages(state, ChannelArn, ChimeBearer, {}).messages.map(toStored),
      })),
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
    if (signal?.aborted) throw new BridgeError(how.late, undefined, { cause: thrown });
    throw BridgeError.from(thrown);
  } finally {
    if (abort !== undefined) signal?.removeEventListener("abort", abort);
  }
}

/** What a developer who sends should read: why it was refused. The emulator's own texts quote nothing of what was sent. */
const SAID: Rejections = { ...SEND, refused: sendRefused };

function sendRefused({ status, name, message, cause }: Refusal): BridgeError {
  return new BridgeError("SEND_REFUSED", `Chime answered ${status} ${name}: ${message}`, { cause });
}

/** Sends in process; rejects with SEND_REFUSED. */
export function sent(state: ChannelState, bearer: string, input: Record<string, unknown>): Promise<EmulatedMessage> {
  return called(SAID, undefined, async () =>
    sendChannelMessage(state, state.world.channelArn, bearer, onTheWire(input)),
  );
}

/** A copy without the members that are undefined, as JSON over a wire would make it. */
function onTheWire(input: object): unknown {
  return JSON.parse(JSON.stringify(input));
}

function toStored(message: EmulatedMessage): StoredMessage {
  return { ...message, CreatedTimestamp: Date.parse(message.CreatedTimestamp) };
}
