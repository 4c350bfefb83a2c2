import type { ChannelMessage } from "../shapes/channel-message.ts";

/** What a processor event leaves out and a stored message has (API_messaging-chime_ChannelMessage; `docs/facts.md` §2). */
export interface LookedUp {
  readonly Target?: readonly { readonly MemberArn?: string | null | undefined }[] | null | undefined;
  readonly MessageAttributes?:
    | Readonly<Record<string, { readonly StringValues?: readonly string[] | null | undefined }>>
    | null
    | undefined;
  readonly ContentType?: string | null | undefined;
  readonly SubChannelId?: string | null | undefined;
}

/** A channel message with what looking it up told beside what the event gave. The event's own word wins; attributes are merged by name. */
export function mergeLookup(message: ChannelMessage, stored: LookedUp): ChannelMessage {
  const attributes = Object.entries({ ...stored.MessageAttributes, ...message.MessageAttributes }).map(
    ([name, { StringValues }]) => [name, { StringValues: StringValues ? [...StringValues] : [] }] as const,
  );
  const target = message.Target?.length ? message.Target : stored.Target?.map(({ MemberArn }) => ({ MemberArn }));
  const contentType = message.ContentType || stored.ContentType;
  const subChannelId = message.SubChannelId || stored.SubChannelId;
  return {
    ...message,
    ...(target?.length ? { Target: target } : {}),
    ...(attributes.length > 0 ? { MessageAttributes: Object.fromEntries(attributes) } : {}),
    ...(contentType ? { ContentType: contentType } : {}),
    ...(subChannelId ? { SubChannelId: subChannelId } : {}),
  };
}
