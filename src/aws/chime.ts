import {
  ChannelFlowCallbackCommand,
  type ChannelFlowCallbackCommandInput,
  type PushNotificationType,
  SendChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { Callback } from "../../mappers/shapes/callback.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { callbackFailure, sendFailure } from "../errors/refusals.ts";
import type { ChannelFlowCallback, SendChannelMessage } from "../ports/ports.ts";
import { chimeClients } from "./chime-clients.ts";
import { type ChimeReads, chimeReads } from "./chime-reads.ts";
import type { ClientOptions } from "./client-options.ts";
import { sdkToError } from "./sdk-error.ts";

const CALLBACK_TRANSPORT = {
  unreachable: "CALLBACK_UNREACHABLE",
  lost: "CALLBACK_CONNECTION_LOST",
  late: "CALLBACK_TIMEOUT",
  denied: "CALLBACK_UNAUTHORIZED",
} as const;
const SEND_TRANSPORT = {
  unreachable: "SEND_UNREACHABLE",
  lost: "SEND_CONNECTION_LOST",
  late: "SEND_TIMEOUT",
  denied: "SEND_FORBIDDEN",
} as const;

export interface ChimePorts extends ChimeReads {
  readonly channelFlowCallback: ChannelFlowCallback;
  readonly sendChannelMessage: SendChannelMessage;
}

/** The Chime SDK messaging operations that the bridge uses, one attempt each, in the region that the channel's ARN names. */
export function chimePorts(options: ClientOptions): ChimePorts {
  const clientFor = chimeClients(options);
  return {
    channelFlowCallback: async (callback, { signal }) => {
      try {
        const command = new ChannelFlowCallbackCommand(callbackToInput(callback));
        await clientFor(callback.ChannelArn).send(command, { abortSignal: signal });
      } catch (caught) {
        throw sdkToError(caught, callbackFailure, CALLBACK_TRANSPORT);
      }
    },
    sendChannelMessage: async ({ PushNotification, ...message }, { signal }) => {
      try {
        const push = PushNotification ? { PushNotification: pushToInput(PushNotification) } : {};
        const command = new SendChannelMessageCommand({ ...message, ...push, Type: "STANDARD" });
        const { MessageId } = await clientFor(message.ChannelArn).send(command, { abortSignal: signal });
        return { MessageId: MessageId ?? "" };
      } catch (caught) {
        throw sdkToError(caught, sendFailure, SEND_TRANSPORT);
      }
    },
    ...chimeReads(clientFor),
  };
}

/** An `undefined` CallbackId would be replaced by a random one: the SDK takes it for an idempotency token (§1.3). */
function callbackToInput(callback: Callback): ChannelFlowCallbackCommandInput {
  if (!callback.CallbackId) throw new BridgeError("INTERNAL", "A callback without CallbackId.");
  const { PushNotification, ...message } = callback.ChannelMessage;
  if (!PushNotification) return { ...callback, ChannelMessage: message };
  return { ...callback, ChannelMessage: { ...message, PushNotification: pushToInput(PushNotification) } };
}

/** The SDK types `Type` as a closed set; what is echoed is not ours to judge. */
function pushToInput({ Type, ...push }: NonNullable<Callback["ChannelMessage"]["PushNotification"]>) {
  return { ...push, ...(Type ? { Type: Type as PushNotificationType } : {}) };
}
