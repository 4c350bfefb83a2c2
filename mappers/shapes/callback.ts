import * as z from "zod/mini";
import { atMost } from "./at-most.ts";
import { droppable } from "./droppable.ts";
import * as limits from "./limits.ts";
import { utf8Length } from "./utf8.ts";

/**
 * The input of ChannelFlowCallback (API_messaging-chime_ChannelFlowCallback), as strict as its limits where we wrote it:
 *
 * ```json
 * { "CallbackId": "b3b2f1d0-8f0e-4f57-9f5a-1c1f6f6b2a11", "ChannelArn": "arn:aws:chime:…",
 *   "ChannelMessage": { "MessageId": "6e4f7c2a…", "ContentType": "application/amz-chime-lex-msgs",
 *     "Content": "{\"Messages\":[{\"Content\":\"Hello!\",\"ContentType\":\"PlainText\"}]}",
 *     "Metadata": "{\"CHIME.LEX.input\":\"Hi\"}",
 *     "MessageAttributes": { "CHIME.LEX.sessionState.intent.name": { "StringValues": ["Welcome"] } } } }
 * ```
 *
 * `DeleteResource: true` denies the message. What is only echoed is never judged: see `Callback`.
 */
export const WrittenCallback = /* @__PURE__ */ droppable(() => {
  const utf8 = (max: number) =>
    z.refine((text) => utf8Length(String(text)) <= max, `must be at most ${max} UTF-8 bytes`);
  const MessageAttributes = z.record(
    z.string().check(z.minLength(1), atMost(limits.ATTRIBUTE_NAME_MAX)),
    z.strictObject({
      StringValues: z.array(z.string().check(z.minLength(1), atMost(limits.ATTRIBUTE_VALUE_MAX))),
    }),
  );
  return z.strictObject({
    CallbackId: z.string().check(z.minLength(limits.CALLBACK_ID_MIN), z.maxLength(limits.CALLBACK_ID_MAX)),
    ChannelArn: z.string().check(z.minLength(limits.ARN_MIN), z.maxLength(limits.ARN_MAX), z.regex(limits.ARN_PATTERN)),
    DeleteResource: z.optional(z.boolean()),
    ChannelMessage: z.strictObject({
      MessageId: z
        .string()
        .check(z.minLength(1), z.maxLength(limits.MESSAGE_ID_MAX), z.regex(limits.MESSAGE_ID_PATTERN)),
      Content: z.optional(z.string().check(z.minLength(1), utf8(limits.CONTENT_MAX_BYTES))),
      Metadata: z.optional(z.string().check(utf8(limits.METADATA_MAX_BYTES), z.regex(/^.*$/))),
      PushNotification: z.optional(
        z.strictObject({
          Title: z.optional(z.string().check(z.minLength(1), atMost(limits.PUSH_TITLE_MAX))),
          Body: z.optional(z.string().check(z.minLength(1), atMost(limits.PUSH_BODY_MAX))),
          Type: z.optional(z.enum(["DEFAULT", "VOIP"])),
        }),
      ),
      MessageAttributes: z.optional(MessageAttributes),
      SubChannelId: z.optional(
        z.string().check(z.minLength(1), z.maxLength(limits.MESSAGE_ID_MAX), z.regex(limits.MESSAGE_ID_PATTERN)),
      ),
      ContentType: z.optional(z.string().check(atMost(limits.CONTENT_TYPE_MAX))),
    }),
  });
});

/** The same shape unchecked: a release echoes what came, and its limits are not ours to enforce. */
export interface Callback {
  CallbackId: string;
  ChannelArn: string;
  DeleteResource?: boolean;
  ChannelMessage: {
    MessageId: string;
    Content?: string;
    Metadata?: string;
    PushNotification?: { Title?: string; Body?: string; Type?: string };
    MessageAttributes?: Record<string, { StringValues: string[] }>;
    SubChannelId?: string;
    ContentType?: string;
  };
}
