import { BridgeError } from "../errors/bridge-error.ts";
import { LOOKUP_REFUSALS } from "../errors/refusals.ts";
import type { CountMembers, GetChannelMessage, ListChannelMessages, StoredMessage } from "../ports/ports.ts";
import { sdkToError } from "./sdk-error.ts";
import type { Wire } from "./wire.ts";

export interface ChimeReads {
  readonly getChannelMessage: GetChannelMessage;
  readonly listChannelMessages: ListChannelMessages;
  readonly countMembers: CountMembers;
}

/** The region that a channel's ARN names. */
export function channelRegion({ ChannelArn }: { readonly ChannelArn: string }): string {
  return ChannelArn.split(":")[3] || "us-east-1";
}

/** What the bridge reads of a channel, one request each (API_messaging-chime_GetChannelMessage, _ListChannelMessages, _ListChannelMemberships). */
export function chimeReads(wire: Wire): ChimeReads {
  return {
    getChannelMessage: (message, { signal }) =>
      reading(async () => {
        const answer = await wire("GetChannelMessage", message, { region: channelRegion(message), signal });
        if (!answer["ChannelMessage"]) throw new BridgeError("LOOKUP_UNANSWERED", "The answer holds no message.");
        return toStored(answer["ChannelMessage"] as WireMessage);
      }),
    listChannelMessages: ({ NotBefore, ...channel }, { signal }) =>
      reading(async () => {
        const since = NotBefore === undefined ? {} : { NotBefore: new Date(NotBefore) };
        const input = { ...channel, ...since, MaxResults: 50, SortOrder: "DESCENDING" };
        const answer = await wire("ListChannelMessages", input, { region: channelRegion(channel), signal });
        const messages = ((answer["ChannelMessages"] ?? []) as WireMessage[]).map(toStored);
        return { messages, ...(answer["NextToken"] ? { NextToken: String(answer["NextToken"]) } : {}) };
      }),
    countMembers: ({ atMost, ...channel }, { signal }) =>
      reading(async () => {
        const input = { ...channel, Type: "DEFAULT", MaxResults: atMost };
        const answer = await wire("ListChannelMemberships", input, { region: channelRegion(channel), signal });
        return ((answer["ChannelMemberships"] ?? []) as unknown[]).length;
      }),
  };
}

async function reading<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (caught) {
    throw sdkToError(caught, LOOKUP_REFUSALS);
  }
}

/** A message as either wire gives it: with a Date, or with epoch seconds. */
type WireMessage = Omit<StoredMessage, "CreatedTimestamp"> & { readonly CreatedTimestamp?: Date | number };

function toStored({ CreatedTimestamp: at, ...message }: WireMessage): StoredMessage {
  if (!at) return message;
  return { ...message, CreatedTimestamp: typeof at === "number" ? Math.round(at * 1_000) : at.getTime() };
}
