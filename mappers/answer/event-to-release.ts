import { isEnvelope } from "../message/envelope.ts";
import type { Callback } from "../shapes/callback.ts";
import { isRecord } from "../shapes/json-values.ts";

/** The three ids without which no callback is possible. */
export interface DeliveryIds {
  readonly CallbackId: string;
  readonly ChannelArn: string;
  readonly MessageId: string;
}

/**
 * The callback that lets a message through unchanged. Every production caller echoes Content and Metadata, since what Chime
 * makes of an omitted field is undocumented (`docs/facts.md` §1.3): so does this one, with every field that the event held in a
 * form that the API takes. It reads the message as it came, so that even an event of unknown shape can be released.
 */
export function eventToRelease(ids: DeliveryIds, message: Readonly<Record<string, unknown>>): Callback {
  const echo: Callback["ChannelMessage"] = { MessageId: ids.MessageId };
  for (const name of ["Content", "ContentType", "SubChannelId"] as const) {
    const value = message[name];
    if (typeof value === "string" && value !== "") echo[name] = value;
  }
  if (typeof message["Metadata"] === "string") echo.Metadata = message["Metadata"];
  const push = echoedPush(message["PushNotification"]);
  if (push && !isRaw(push, echo)) echo.PushNotification = push;
  const attributes = echoedAttributes(message["MessageAttributes"]);
  if (attributes) echo.MessageAttributes = attributes;
  return { CallbackId: ids.CallbackId, ChannelArn: ids.ChannelArn, ChannelMessage: echo };
}

/** The smallest possible release, for when Chime refuses the echo of its own message. */
export function idsToBareRelease(ids: DeliveryIds): Callback {
  return { CallbackId: ids.CallbackId, ChannelArn: ids.ChannelArn, ChannelMessage: { MessageId: ids.MessageId } };
}

/** The callback that drops a message. */
export function idsToDenial(ids: DeliveryIds): Callback {
  return { ...idsToBareRelease(ids), DeleteResource: true };
}

function echoedPush(push: unknown): Callback["ChannelMessage"]["PushNotification"] | undefined {
  if (!isRecord(push)) return undefined;
  const echo: { Title?: string; Body?: string; Type?: string } = {};
  for (const name of ["Title", "Body", "Type"] as const) {
    const value = push[name];
    if (typeof value === "string" && value !== "") echo[name] = value;
  }
  return Object.keys(echo).length > 0 ? echo : undefined;
}

/** A bot's own message also has a notification, made of its envelope: no phone should show that. */
function isRaw({ Body }: { Body?: string }, { Content = "", ContentType }: { Content?: string; ContentType?: string }) {
  return Body?.startsWith("{") === true && Content.startsWith(Body.slice(0, 10)) && isEnvelope(Content, ContentType);
}

function echoedAttributes(attributes: unknown): Callback["ChannelMessage"]["MessageAttributes"] | undefined {
  if (!isRecord(attributes)) return undefined;
  const echo = Object.entries(attributes).flatMap(([name, attribute]): [string, { StringValues: string[] }][] => {
    const values: unknown = isRecord(attribute) ? attribute["StringValues"] : undefined;
    const isEchoed = Array.isArray(values) && values.every((value) => typeof value === "string");
    return isEchoed ? [[name, { StringValues: values }]] : [];
  });
  return echo.length > 0 ? Object.fromEntries(echo) : undefined;
}
