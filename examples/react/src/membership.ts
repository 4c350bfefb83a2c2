interface MembershipPayload {
  readonly ChannelArn?: string;
  readonly Member?: { readonly Arn?: string };
  readonly Members?: readonly { readonly Arn?: string }[];
}

/** Whether the session's event lets somebody into a channel, or takes them out: with it, or by deleting it. */
export function readMembership(
  type: string,
  payload: string | null,
  { channelArn, userArn }: { readonly channelArn: string; readonly userArn: string },
): "joined" | "left" | undefined {
  if (payload === null || !/_CHANNEL_MEMBERSHIP$|^DELETE_CHANNEL$/.test(type)) return undefined;
  const { ChannelArn, Member, Members = [] } = JSON.parse(payload) as MembershipPayload;
  if (ChannelArn !== channelArn) return undefined;
  if (type === "DELETE_CHANNEL") return "left";
  if (![Member, ...Members].some((member) => member?.Arn === userArn)) return undefined;
  return type === "DELETE_CHANNEL_MEMBERSHIP" ? "left" : /CREATE/.test(type) ? "joined" : undefined;
}
