export interface EmulatedPush {
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
  readonly PushNotification?: EmulatedPush;
  readonly Sender: { readonly Arn: string; readonly Name: string };
  readonly Type: "STANDARD" | "CONTROL";
  readonly Persistence: "PERSISTENT" | "NON_PERSISTENT";
  readonly Target?: readonly { readonly MemberArn: string }[];
  readonly SubChannelId?: string;
  readonly Status: { readonly Value: "PENDING" | "SENT" | "DENIED" | "FAILED"; readonly Detail?: string };
  readonly CreatedTimestamp: string;
  readonly LastUpdatedTimestamp: string;
  /** Since its first edit. */
  readonly LastEditedTimestamp?: string;
  readonly Redacted?: true;
}

/**
 * What is pending or failed its sender alone sees (sending-msgs of the developer guide, of the events); what is targeted, its
 * two. What a processor denied isn't stored, so nobody reads it (API_messaging-chime_GetChannelMessageStatus).
 */
export function isVisibleTo(message: EmulatedMessage, memberArn: string): boolean {
  if (message.Status.Value === "DENIED" || message.Persistence !== "PERSISTENT") return false;
  if (message.Sender.Arn === memberArn) return true;
  if (message.Status.Value !== "SENT") return false;
  return message.Target === undefined || message.Target.some((target) => target.MemberArn === memberArn);
}

/** As ListChannelMessages answers it (API_messaging-chime_ChannelMessageSummary); on the wire timestamps are epoch seconds. */
export function messageToSummary(message: EmulatedMessage): Record<string, unknown> {
  const { PushNotification: _, ChannelArn: __, Persistence: ___, SubChannelId: ____, ...summary } = message;
  return {
    ...summary,
    CreatedTimestamp: Date.parse(message.CreatedTimestamp) / 1000,
    LastUpdatedTimestamp: Date.parse(message.LastUpdatedTimestamp) / 1000,
    LastEditedTimestamp: message.LastEditedTimestamp && Date.parse(message.LastEditedTimestamp) / 1000,
    Redacted: message.Redacted ?? false,
  };
}

/** As GetChannelMessage answers it (API_messaging-chime_ChannelMessage). */
export function messageToWire(message: EmulatedMessage): Record<string, unknown> {
  const { ChannelArn, Persistence, SubChannelId } = message;
  return { ...messageToSummary(message), ChannelArn, Persistence, SubChannelId };
}
