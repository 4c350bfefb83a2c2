import {
  type ChannelMessage,
  type ChannelMessageSummary,
  GetChannelMessageCommand,
  ListChannelMembershipsCommand,
  ListChannelMessagesCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { BridgeError } from "../errors/bridge-error.ts";
import { LOOKUP_REFUSALS } from "../errors/refusals.ts";
import type { CountMembers, GetChannelMessage, ListChannelMessages, StoredMessage } from "../ports/ports.ts";
import type { ChimeClientFor } from "./chime-clients.ts";
import { sendSigned } from "./send-signed.ts";

export interface ChimeReads {
  readonly getChannelMessage: GetChannelMessage;
  readonly listChannelMessages: ListChannelMessages;
  readonly countMembers: CountMembers;
}

/** What the bridge reads of a channel, one request each (API_messaging-chime_GetChannelMessage, _ListChannelMessages, _ListChannelMemberships). */
export function chimeReads(clientFor: ChimeClientFor): ChimeReads {
  return {
    getChannelMessage: async (message, { signal }) => {
      const command = new GetChannelMessageCommand(message);
      const client = clientFor(message.ChannelArn);
      const answer = await sendSigned(client, LOOKUP_REFUSALS, () => client.send(command, { abortSignal: signal }));
      if (!answer.ChannelMessage) throw new BridgeError("LOOKUP_FAILED", "The answer holds no message.");
      return toStored(answer.ChannelMessage);
    },
    listChannelMessages: async ({ NotBefore, ...channel }, { signal }) => {
      const since = NotBefore === undefined ? {} : { NotBefore: new Date(NotBefore) };
      const command = new ListChannelMessagesCommand({ ...channel, ...since, MaxResults: 50, SortOrder: "DESCENDING" });
      const client = clientFor(channel.ChannelArn);
      const answer = await sendSigned(client, LOOKUP_REFUSALS, () => client.send(command, { abortSignal: signal }));
      const messages = (answer.ChannelMessages ?? []).map(toStored);
      return { messages, ...(answer.NextToken ? { NextToken: answer.NextToken } : {}) };
    },
    countMembers: async ({ atMost, ...channel }, { signal }) => {
      const command = new ListChannelMembershipsCommand({ ...channel, Type: "DEFAULT", MaxResults: atMost });
      const client = clientFor(channel.ChannelArn);
      const counted = await sendSigned(client, LOOKUP_REFUSALS, () => client.send(command, { abortSignal: signal }));
      return counted.ChannelMemberships?.length ?? 0;
    },
  };
}

function toStored({ CreatedTimestamp, ...message }: ChannelMessage | ChannelMessageSummary): StoredMessage {
  return {
    ...message,
    ...(CreatedTimestamp ? { CreatedTimestamp: CreatedTimestamp.getTime() } : {}),
  } as StoredMessage;
}
