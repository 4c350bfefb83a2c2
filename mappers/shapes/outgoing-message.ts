/** What SendChannelMessage takes (API_messaging-chime_SendChannelMessage), less `Type`, which is always STANDARD. */
export interface OutgoingMessage {
  readonly ChannelArn: string;
  /** Who speaks: the ARN of a user or of a bot that is a member of the channel. */
  readonly ChimeBearer: string;
  readonly Content: string;
  readonly Persistence: "PERSISTENT" | "NON_PERSISTENT";
  readonly ClientRequestToken: string;
  readonly ContentType?: string;
  readonly Metadata?: string;
  readonly MessageAttributes?: Record<string, { StringValues: string[] }>;
  readonly SubChannelId?: string;
  readonly Target?: { MemberArn: string }[];
  readonly PushNotification?: { Title?: string; Body?: string; Type?: string };
}
