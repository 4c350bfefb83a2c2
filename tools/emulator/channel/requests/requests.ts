import * as z from "zod/mini";
import * as limits from "../../../../mappers/shapes/limits.ts";
import { utf8Length } from "../../../../mappers/shapes/utf8.ts";
import { Arn, bytes, Id, Metadata, RequestToken, text, wordOf } from "./request-shapes.ts";

/*
 * Messages: API_messaging-chime_SendChannelMessage, _UpdateChannelMessage, _RedactChannelMessage, _ChannelFlowCallback and the
 * queries of _ListChannelMessages, _ListChannelMemberships by their wire names.
 */

const Content = bytes(1, limits.CONTENT_MAX_BYTES);
const ContentType = text(0, limits.CONTENT_TYPE_MAX);

const PushNotification = z.object({
  Title: z.exactOptional(text(1, limits.PUSH_TITLE_MAX, /^.*$/)),
  Body: z.exactOptional(text(1, limits.PUSH_BODY_MAX)),
  Type: z.exactOptional(wordOf("DEFAULT", "VOIP")),
});

const MessageAttributes = z
  .record(
    z.string(),
    z.object({ StringValues: z.exactOptional(z.array(text(1, limits.ATTRIBUTE_VALUE_MAX), "must be a list")) }),
    "must be a map",
  )
  .check(
    z.refine(
      (map) => Object.keys(map).every((name) => name.length >= 1 && name.length <= limits.ATTRIBUTE_NAME_MAX),
      `names must be 1 to ${limits.ATTRIBUTE_NAME_MAX} characters long`,
    ),
    // "About 1 KB" in the developer guide; what exactly is counted is unverified.
    z.refine(
      (map) => utf8Length(JSON.stringify(map)) <= limits.ATTRIBUTES_MAX_BYTES,
      `take at most ${limits.ATTRIBUTES_MAX_BYTES} bytes in all (Channel Messages size limit exceeded)`,
    ),
  );

export const SendRequest = z.object({
  Content,
  Type: wordOf("STANDARD", "CONTROL"),
  Persistence: wordOf("PERSISTENT", "NON_PERSISTENT"),
  ClientRequestToken: RequestToken,
  Metadata: z.exactOptional(Metadata),
  PushNotification: z.exactOptional(PushNotification),
  MessageAttributes: z.exactOptional(MessageAttributes),
  SubChannelId: z.exactOptional(Id),
  ContentType: z.exactOptional(ContentType),
  Target: z.exactOptional(
    z.array(z.object({ MemberArn: Arn }), "must be a list").check(z.length(1, "must hold exactly one member")),
  ),
});

export const UpdateRequest = z.object({
  Content,
  Metadata: z.exactOptional(Metadata),
  SubChannelId: z.exactOptional(Id),
  ContentType: z.exactOptional(ContentType),
});

export const RedactRequest = z.object({ SubChannelId: z.exactOptional(Id) });

export const CallbackRequest = z.object({
  CallbackId: text(limits.CALLBACK_ID_MIN, limits.CALLBACK_ID_MAX),
  DeleteResource: z.exactOptional(z.boolean("must be a boolean")),
  ChannelMessage: z.object(
    {
      MessageId: Id,
      Content: z.exactOptional(Content),
      Metadata: z.exactOptional(Metadata),
      PushNotification: z.exactOptional(PushNotification),
      MessageAttributes: z.exactOptional(MessageAttributes),
      SubChannelId: z.exactOptional(Id),
      ContentType: z.exactOptional(ContentType),
    },
    "is required",
  ),
});
export type CallbackRequest = z.infer<typeof CallbackRequest>;

/** The largest page, and the one of a request that names no size. */
export const PAGE_MAX = 50;

const MaxResults = z.string().check(z.regex(/^([1-9]|[1-4]\d|50)$/, "must be a number from 1 to 50"));
const NextToken = z.string().check(z.regex(/^\d{1,15}$/, "is none that was given out"));
const Time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), "must be a time"));

export const SubChannelQuery = z.object({ "sub-channel-id": z.exactOptional(Id) });

export const ListQuery = z.object({
  "max-results": z.exactOptional(MaxResults),
  "next-token": z.exactOptional(NextToken),
  "sort-order": z.exactOptional(wordOf("ASCENDING", "DESCENDING")),
  "not-before": z.exactOptional(Time),
  "not-after": z.exactOptional(Time),
  "sub-channel-id": z.exactOptional(Id),
});

export const PAGE = {
  "max-results": z.exactOptional(MaxResults),
  "next-token": z.exactOptional(NextToken),
} as const;
export const PageQuery = z.object(PAGE);

export const MembershipsQuery = z.object({
  ...PAGE,
  type: z.exactOptional(wordOf("DEFAULT", "HIDDEN")),
});
