import type { ChannelWorld } from "./world.ts";

export interface PushNotification {
  readonly Title?: string;
  readonly Body?: string;
  readonly Type?: "DEFAULT" | "VOIP";
}

/**
 * A message as the channel holds it (API_messaging-chime_ChannelMessage). Timestamps are ISO 8601. A message never changes:
 * whatever happens to it replaces it by another.
 */
export interface EmulatedMessage {
  readonly ChannelArn: string;
  readonly MessageId: string;
  readonly Content: string;
  readonly ContentType?: string;
  readonly Metadata?: string;
  readonly MessageAttributes?: Record<string, { StringValues?: string[] }>;
  readonly PushNotification?: PushNotification;
  readonly Sender: { readonly Arn: string; readonly Name: string };
  readonly Type: "STANDARD" | "CONTROL";
  readonly Persistence: "PERSISTENT" | "NON_PERSISTENT";
  readonly Target?: readonly { readonly MemberArn: string }[];
  readonly SubChannelId?: string;
  readonly Status: { readonly Value: "PENDING" | "SENT" | "DENIED" | "FAILED" };
  readonly CreatedTimestamp: string;
  readonly LastUpdatedTimestamp: string;
}

/** What is pending, denied or failed its sender alone sees; what is targeted, its two (`docs/facts.md` §2). */
export function isVisibleTo(message: EmulatedMessage, memberArn: string): boolean {
  if (message.Sender.Arn === memberArn) return true;
  if (message.Status.Value !== "SENT") return false;
  return message.Target === undefined || message.Target.some((target) => target.MemberArn === memberArn);
}

/** A message as Get- and ListChannelMessages answer it; on the wire timestamps are epoch seconds. */
export function toWire({ PushNotification: _, ...message }: EmulatedMessage): Record<string, unknown> {
  return {
    ...message,
    CreatedTimestamp: Date.parse(message.CreatedTimestamp) / 1000,
    LastUpdatedTimestamp: Date.parse(message.LastUpdatedTimestamp) / 1000,
    Redacted: false,
  };
}

/** The channel as DescribeChannel answers it (API_messaging-chime_Channel). */
export function channelToWire(world: ChannelWorld): Record<string, unknown> {
  return { ChannelArn: world.channelArn, Name: "Emulated channel", Mode: "UNRESTRICTED", Privacy: "PUBLIC" };
}
