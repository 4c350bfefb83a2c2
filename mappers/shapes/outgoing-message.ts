/** What SendChannelMessage takes (API_messaging-chime_SendChannelMessage). */
export interface OutgoingMessage {
  readonly ChannelArn: string;
  /** Who speaks: the ARN of a user or of a bot that is a member of the channel. */
  readonly ChimeBearer: string;
  readonly Content: string;
  /** Without it STANDARD. A CONTROL message passes no flow, and is no part of the conversation. */
  readonly Type?: "STANDARD" | "CONTROL";
  readonly Persistence: "PERSISTENT" | "NON_PERSISTENT";
  readonly ClientRequestToken: string;
  readonly ContentType?: string;
  readonly Metadata?: string;
  readonly MessageAttributes?: Record<string, { StringValues: string[] }>;
  readonly SubChannelId?: string;
  readonly Target?: { MemberArn: string }[];
  readonly PushNotification?: { Title?: string; Body?: string; Type?: string };
}

/** What UpdateChannelMessage takes (API_messaging-chime_UpdateChannelMessage). It can't set MessageAttributes. */
export interface MessageEdit {
  readonly ChannelArn: string;
  readonly MessageId: string;
  /** Who edits: its sender. */
  readonly ChimeBearer: string;
  readonly Content: string;
  readonly ContentType?: string;
  readonly Metadata?: string;
  readonly SubChannelId?: string;
}
