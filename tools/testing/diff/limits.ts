import * as z from "zod/mini";
import { type Callback, WrittenCallback } from "../../../mappers/shapes/callback.ts";
import { ATTRIBUTES_MAX_BYTES, CONTENT_MAX_BYTES, METADATA_MAX_BYTES } from "../../../mappers/shapes/limits.ts";
import type { OutgoingMessage } from "../../../mappers/shapes/outgoing-message.ts";
import { utf8Length } from "../../../mappers/shapes/utf8.ts";
import { type Difference, numberToText } from "./difference.ts";

/** What a callback has too much of: `Content: 4,120 bytes, limit 4,096`. The limits are those of `mappers/shapes/limits.ts`. */
export function limitDifferences(callback: Callback): Difference[] {
  const { Content, Metadata, MessageAttributes: attributes } = callback.ChannelMessage;
  const sizes: [what: string, path: string, bytes: number, limit: number][] = [
    ["Content", "Content", bytesOf(Content), CONTENT_MAX_BYTES],
    ["Metadata", "Metadata", bytesOf(Metadata), METADATA_MAX_BYTES],
    ["attributes", "MessageAttributes", attributes ? bytesOf(JSON.stringify(attributes)) : 0, ATTRIBUTES_MAX_BYTES],
  ];
  const over = sizes.filter(([, , bytes, limit]) => bytes > limit);
  const others = z.safeParse(WrittenCallback, callback, { error: z.locales.en().localeError }).error?.issues ?? [];
  return [
    ...over.map(([what, path, bytes, limit]) => ({
      path: `callback.ChannelMessage.${path}`,
      what,
      expected: limit,
      actual: bytes,
      how: `${numberToText(bytes)} bytes, limit ${numberToText(limit)}`,
    })),
    ...others
      .filter(({ path }) => !over.some(([, member]) => path.length === 2 && path[1] === member))
      .map(({ path, message }) => ({
        path: ["callback", ...path].join("."),
        what: path.at(-1) === undefined ? "callback" : path.slice(path[0] === "ChannelMessage" ? 1 : 0).join("."),
        expected: undefined,
        actual: undefined,
        how: message,
      })),
  ];
}

/** The same of a part that the bot sends in its own name: `part 2: Content: 4,120 bytes, limit 4,096`. */
export function sentLimitDifferences(part: OutgoingMessage, at: number): Difference[] {
  const { Content, Metadata, MessageAttributes, ContentType, SubChannelId, PushNotification, ChannelArn } = part;
  const members = { Content, Metadata, MessageAttributes, ContentType, SubChannelId, PushNotification };
  const given = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  // The members that both have are bound by the same limits; what a callback has beside them breaks none.
  const callback = { CallbackId: "0".repeat(32), ChannelArn, ChannelMessage: { MessageId: "0", ...given } };
  return limitDifferences(callback).map((one) => ({
    ...one,
    path: one.path.replace("callback.ChannelMessage", `sent.${at}`),
    what: `part ${at + 1}: ${one.what}`,
  }));
}

function bytesOf(text: string | undefined): number {
  return text === undefined ? 0 : utf8Length(text);
}
