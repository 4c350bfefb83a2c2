import {
  type ChannelMessage,
  type ChannelMessageSummary,
  GetChannelMessageCommand,
  ListChannelMembershipsCommand,
  ListChannelMessagesCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import { BridgeError } from "../errors/bridge-error.ts";
import { lookupFailure } from "../errors/refusals.ts";
import type { CountMembers, GetChannelMessage, ListChannelMessages, StoredMessage } from "../ports/ports.ts";
import type { ChimeClientFor } from "./chime-clients.ts";
import { sdkToError } from "./sdk-error.ts";

const LOOKUP_TRANSPORT = {
  unreachable: "LOOKUP_FAILED",
  lost: "LOOKUP_FAILED",
  late: "LOOKUP_FAILED",
  denied: "LOOKUP_REFUSED",
} as const;

export interface ChimeReads {
  readonly getChannelMessage: GetChannelMessage;
  readonly listChannelMessages: ListChannelMessages;
  readonly countMembers: CountMembers;
}

/** What the bridge reads of a channel, one request each (API_messaging-chime_GetChannelMessage, _ListChannelMessages, _ListChannelMemberships). */
export function chimeReads(clientFor: ChimeClientFor): ChimeReads {
  return {
    getChannelMessage: (message, { signal }) =>
      reading(async () => {
        const command = new GetChannelMessageCommand(message);
        const answer = await clientFor(message.ChannelArn).send(command, { abortSignal: signal });
        if (!answer.ChannelMessage) throw new BridgeError("LOOKUP_FAILED", "The answer holds no message.");
        return toStored(answer.ChannelMessage);
      }),
    listChannelMessages: ({ NotBefore, ...channel }, { signal }) =>
      reading(async () => {
        const since = NotBefore === undefined ? {} : { NotBefore: new Date(NotBefore) };
        const command = new ListChannelMessagesCommand({
          ...channel,
          ...since,
          MaxResults: 50,
          SortOrder: "DESCENDING",
        });
        const answer = await clientFor(channel.ChannelArn).send(command, { abortSignal: signal });
        const messages = (answer.ChannelMessages ?? []).map(toStored);
        return { messages, ...(answer.NextToken ? { NextToken: answer.NextToken } : {}) };
      }),
    countMembers: ({ atMost, ...channel }, { signal }) =>
      reading(async () => {
        const command = new ListChannelMembershipsCommand({ ...channel, Type: "DEFAULT", MaxResults: atMost });
        const { ChannelMemberships } = await clientFor(channel.ChannelArn).send(command, { abortSignal: signal });
        return ChannelMemberships?.length ?? 0;
      }),
  };
}

async function reading<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (caught) {
    throw sdkToError(caught, lookupFailure, LOOKUP_TRANSPORT);
  }
}

function toStored({ CreatedTimestamp, ...message }: ChannelMessage | ChannelMessageSummary): StoredMessage {
  return {
    ...message,
    ...(CreatedTimestamp ? { CreatedTimestamp: CreatedTimestamp.getTime() } : {}),
  } as StoredMessage;
}
