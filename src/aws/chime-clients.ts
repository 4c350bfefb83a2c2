import { ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";
import type { ClientOptions } from "./client-options.ts";

/** The Chime SDK messaging client of a channel's region. */
export type ChimeClientFor = (channelArn: string) => ChimeSDKMessagingClient;

/** One client a region, which the channel's ARN names; none retries of its own. */
export function chimeClients({ endpoint, ...options }: ClientOptions): ChimeClientFor {
  const clients = new Map<string, ChimeSDKMessagingClient>();
  return (channelArn) => {
    const region = channelArn.split(":")[3] || "us-east-1";
    const client =
      clients.get(region) ??
      new ChimeSDKMessagingClient({ ...options, ...(endpoint ? { endpoint } : {}), region, maxAttempts: 1 });
    clients.set(region, client);
    return client;
  };
}
