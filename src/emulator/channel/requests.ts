import * as z from "zod/mini";
import * as limits from "../../../mappers/shapes/limits.ts";
import { utf8Length } from "../../../mappers/shapes/utf8.ts";
import { ServiceError } from "../service-error.ts";

/*
 * What Chime takes, judged by the public service model (API_messaging-chime_SendChannelMessage, _ChannelFlowCallback,
 * _ListChannelMessages; docs/facts.md §4). Written apart from the mappers' own shape of a callback, so that the one can
 * catch the other's mistakes. Members the model doesn't know are ignored (unverified).
 */

const text = (min: number, max: number, pattern?: RegExp) =>
  z.string("is required and must be a string").check(
    z.refine((value) => value.length >= min && value.length <= max, `must be ${min} to ${max} characters long`),
    z.refine((value) => pattern?.test(value) ?? true, `must match ${pattern?.source}`),
  );

const bytes = (min: number, max: number) =>
  z.string("is required and must be a string").check(
    z.refine((value) => value.length >= min, `must be at least ${min} character long`),
    z.refine(
      (value) => utf8Length(value) <= max,
      `exceeds the size limit: at most ${max} UTF-8 bytes (Channel Messages size limit exceeded)`,
    ),
  );

/** Bytes rather than characters is unverified; it is the stricter reading, so what passes here passes there. */
const Content = bytes(1, limits.CONTENT_MAX_BYTES);
const Metadata = bytes(0, limits.METADATA_MAX_BYTES).check(
  z.refine((value) => !/[\r\n]/.test(value), "must be one line"),
);
const ContentType = text(0, limits.CONTENT_TYPE_MAX);
const Id = text(1, limits.MESSAGE_ID_MAX, limits.MESSAGE_ID_PATTERN);
const Arn = text(limits.ARN_MIN, limits.ARN_MAX, limits.ARN_PATTERN);

const PushNotification = z.object({
  Title: z.exactOptional(text(1, limits.PUSH_TITLE_MAX, /^.*$/)),
  Body: z.exactOptional(text(1, limits.PUSH_BODY_MAX)),
  Type: z.exactOptional(z.enum(["DEFAULT", "VOIP"], "must be DEFAULT or VOIP")),
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
  Type: z.enum(["STANDARD", "CONTROL"], "must be STANDARD or CONTROL"),
  Persistence: z.enum(["PERSISTENT", "NON_PERSISTENT"], "must be PERSISTENT or NON_PERSISTENT"),
  ClientRequestToken: text(2, 64, limits.MESSAGE_ID_PATTERN),
  Metadata: z.exactOptional(Metadata),
  PushNotification: z.exactOptional(PushNotification),
  MessageAttributes: z.exactOptional(MessageAttributes),
  SubChannelId: z.exactOptional(Id),
  ContentType: z.exactOptional(ContentType),
  Target: z.exactOptional(
    z.array(z.object({ MemberArn: Arn }), "must be a list").check(z.length(1, "must hold exactly one member")),
  ),
});

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

/** The query string of ListChannelMessages, by its wire names. */
export const ListQuery = z.object({
  "max-results": z.exactOptional(z.string().check(z.regex(/^([1-9]|[1-4]\d|50)$/, "must be a number from 1 to 50"))),
  "next-token": z.exactOptional(z.string().check(z.regex(/^\d{1,15}$/, "is none that was given out"))),
  "sort-order": z.exactOptional(z.enum(["ASCENDING", "DESCENDING"], "must be ASCENDING or DESCENDING")),
  "not-before": z.exactOptional(z.string().check(z.refine(isTime, "must be a time"))),
  "not-after": z.exactOptional(z.string().check(z.refine(isTime, "must be a time"))),
});
export type ListQuery = z.infer<typeof ListQuery>;

function isTime(value: string): boolean {
  return !Number.isNaN(Date.parse(value));
}

/** The input as the schema has it, or a 400 BadRequestException that names the first member at fault, never its value. */
export function readRequest<S extends z.core.$ZodType>(schema: S, input: unknown): z.core.output<S> {
  const read = z.safeParse(schema, input);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const where = issue?.path.map(String).join(".") || "The request";
  throw new ServiceError(400, "BadRequestException", `${where}: ${issue?.message ?? "is invalid"}.`);
}
