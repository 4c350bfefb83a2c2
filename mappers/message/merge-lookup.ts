import type { ChannelMessage } from "../shapes/channel-message.ts";
import { isTargetUnreadable, readAttributes, readTarget, UNREADABLE } from "./read-message.ts";

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

/**
 * A channel message completed by its lookup. What the event gave wins if it can be read; attributes are merged by name. A member
 * of the stored message that has another type costs that member, as in the event.
 */
export function mergeLookup(message: ChannelMessage, stored: LookedUp): ChannelMessage {
  const known = stored.MessageAttributes ? readAttributes(stored.MessageAttributes) : {};
  const given = Object.entries(message.MessageAttributes ?? {}).filter(
    ([name, { StringValues }]) => !known[name] || !StringValues?.includes(UNREADABLE),
  );
  const attributes = Object.entries({ ...known, ...Object.fromEntries(given) }).map(
    ([name, { StringValues }]) => [name, { StringValues: StringValues ? [...StringValues] : [] }] as const,
  );
  const storedTarget = stored.Target ? readTarget(stored.Target).map(({ MemberArn }) => ({ MemberArn })) : undefined;
  const isGiven = message.Target?.length && (!storedTarget?.length || !isTargetUnreadable(message.Target));
  const target = isGiven ? message.Target : storedTarget;
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
