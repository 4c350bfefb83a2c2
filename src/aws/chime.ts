import {
  ChannelFlowCallbackCommand,
  type ChannelFlowCallbackCommandInput,
  type PushNotificationType,
  SendChannelMessageCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { Callback } from "../../mappers/shapes/callback.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { CALLBACK_REFUSALS, SEND_REFUSALS } from "../errors/refusals.ts";
import type { ChannelFlowCallback, SendChannelMessage } from "../ports/ports.ts";
import { chimeClients } from "./chime-clients.ts";
import { type ChimeReads, chimeReads } from "./chime-reads.ts";
import type { ClientOptions } from "./client-options.ts";
import { sendSigned } from "./send-signed.ts";

export interface ChimePorts extends ChimeReads {
  readonly channelFlowCallback: ChannelFlowCallback;
  readonly sendChannelMessage: SendChannelMessage;
}

/** The Chime SDK messaging operations that the bridge uses, one attempt each, in the region that the channel's ARN names. */
export function chimePorts(options: ClientOptions): ChimePorts {
  const clientFor = chimeClients(options);
  return {
    channelFlowCallback: async (callback, { signal }) => {
      const command = new ChannelFlowCallbackCommand(callbackToInput(callback));
      const client = clientFor(callback.ChannelArn);
      await sendSigned(client, CALLBACK_REFUSALS, () => client.send(command, { abortSignal: signal }));
    },
    sendChannelMessage: async ({ PushNotification, ...message }, { signal }) => {
      const push = PushNotification ? { PushNotification: pushToInput(PushNotification) } : {};
      const command = new SendChannelMessageCommand({ ...message, ...push, Type: "STANDARD" });
      const client = clientFor(message.ChannelArn);
      const { MessageId } = await sendSigned(client, SEND_REFUSALS, () =>
        client.send(command, { abortSignal: signal }),
      );
      return { MessageId: MessageId ?? "" };
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
