import {
  ChannelFlowCallbackCommand,
  type ChannelFlowCallbackCommandInput,
  ChimeSDKMessagingClient,
  ListChannelMessagesCommand,
  type PushNotificationType,
  SendChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { Callback } from "../../mappers/shapes/callback.ts";
import { BridgeError } from "../errors.ts";
import { callbackFailure, type Refusal } from "../failures.ts";
import type { ChannelFlowCallback, ListChannelMessages, SendChannelMessage, StoredMessage } from "../ports.ts";
import type { ClientOptions } from "./client-options.ts";
import { sdkToError } from "./sdk-error.ts";

const CALLBACK_TRANSPORT = {
  unreachable: "CALLBACK_UNREACHABLE",
  lost: "CALLBACK_CONNECTION_LOST",
  late: "CALLBACK_TIMEOUT",
  denied: "CALLBACK_UNAUTHORIZED",
} as const;
const SEND_TRANSPORT = {
  unreachable: "SEND_REFUSED",
  lost: "SEND_REFUSED",
  late: "SEND_REFUSED",
  denied: "SEND_REFUSED",
} as const;

export interface ChimePorts {
  readonly channelFlowCallback: ChannelFlowCallback;
  readonly sendChannelMessage: SendChannelMessage;
  readonly listChannelMessages: ListChannelMessages;
}

/** The Chime SDK messaging operations that the bridge uses, one attempt each, in the region that the channel's ARN names. */
export function chimePorts({ endpoint, ...options }: ClientOptions): ChimePorts {
  const clients = new Map<string, ChimeSDKMessagingClient>();
  const clientFor = (channelArn: string) => {
    const region = channelArn.split(":")[3] || "us-east-1";
    const client =
      clients.get(region) ??
      new ChimeSDKMessagingClient({ ...options, ...(endpoint ? { endpoint } : {}), region, maxAttempts: 1 });
    clients.set(region, client);
    return client;
  };
  return {
    channelFlowCallback: async (callback, { signal }) => {
      try {
        const command = new ChannelFlowCallbackCommand(callbackToInput(callback));
        await clientFor(callback.ChannelArn).send(command, { abortSignal: signal });
      } catch (caught) {
        throw sdkToError(caught, callbackFailure, CALLBACK_TRANSPORT);
      }
    },
    sendChannelMessage: async (message, { signal }) => {
      try {
        const command = new SendChannelMessageCommand({ ...message, Type: "STANDARD" });
        const { MessageId } = await clientFor(message.ChannelArn).send(command, { abortSignal: signal });
        return { MessageId: MessageId ?? "" };
      } catch (caught) {
        throw sdkToError(caught, sendFailure, SEND_TRANSPORT);
      }
    },
    listChannelMessages: async (channel, { signal }) => {
      try {
        const command = new ListChannelMessagesCommand({ ...channel, MaxResults: 50, SortOrder: "DESCENDING" });
        const { ChannelMessages } = await clientFor(channel.ChannelArn).send(command, { abortSignal: signal });
        return (ChannelMessages ?? []).map(({ CreatedTimestamp, ...message }) => ({
          ...message,
          ...(CreatedTimestamp ? { CreatedTimestamp: CreatedTimestamp.getTime() } : {}),
        })) as StoredMessage[];
      } catch (caught) {
        throw sdkToError(caught, sendFailure, SEND_TRANSPORT);
      }
    },
  };
}

/** An `undefined` CallbackId would be replaced by a random one: the SDK takes it for an idempotency token (§1.3). */
function callbackToInput(callback: Callback): ChannelFlowCallbackCommandInput {
  if (!callback.CallbackId) throw new BridgeError("INTERNAL", "A callback without CallbackId.");
  const { PushNotification, ...message } = callback.ChannelMessage;
  if (!PushNotification) return { ...callback, ChannelMessage: message };
  const Type = PushNotification.Type as PushNotificationType | undefined;
  return { ...callback, ChannelMessage: { ...message, PushNotification: { ...PushNotification, Type } } };
}

function sendFailure({ name, status, message, cause }: Refusal): BridgeError {
  return new BridgeError("SEND_REFUSED", `Chime answered ${status} ${name}: ${message}.`, { cause });
}
