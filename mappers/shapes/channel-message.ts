import * as z from "zod/mini";
import { droppable } from "./droppable.ts";

/**
 * The channel message inside a processor event. What was measured on a live deployment (`docs/facts.md` §2):
 *
 * ```json
 * { "MessageId": "6e4f7c2a…", "ChannelArn": "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e…/channel/3f5a…",
 *   "Content": "What is my balance?", "Type": "STANDARD", "Persistence": "PERSISTENT",
 *   "Sender": { "Arn": "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e…/user/ana", "Name": "Ana" },
 *   "CreatedTimestamp": "2026-11-24T09:30:00.000Z",
 *   "PushNotification": { "Title": "Ana", "Body": "What is my balance?", "Type": "DEFAULT" } }
 * ```
 *
 * `Metadata` comes when the sender set it. `ContentType`, `MessageAttributes`, `Target`, `SubChannelId`, `Status` and
 * `Redacted` exist on stored messages (API_messaging-chime_ChannelMessage) but were not seen in events: optional, used
 * when present. Unknown members survive a round trip. Timestamps are kept as they came, for their format in the event
 * is unverified.
 */
export const ChannelMessage = /* @__PURE__ */ droppable(() =>
  z.looseObject({
    MessageId: z.string(),
    ChannelArn: z.string(),
    Content: z.nullish(z.string()),
    Sender: z.looseObject({ Arn: z.string(), Name: z.nullish(z.string()) }),
    Type: z.nullish(z.string()),
    Persistence: z.nullish(z.string()),
    Metadata: z.nullish(z.string()),
    CreatedTimestamp: z.optional(z.unknown()),
    LastEditedTimestamp: z.optional(z.unknown()),
    PushNotification: z.nullish(
      z.looseObject({ Title: z.nullish(z.string()), Body: z.nullish(z.string()), Type: z.nullish(z.string()) }),
    ),
    ContentType: z.nullish(z.string()),
    MessageAttributes: z.nullish(z.record(z.string(), z.looseObject({ StringValues: z.nullish(z.array(z.string())) }))),
    Target: z.nullish(z.array(z.looseObject({ MemberArn: z.nullish(z.string()) }))),
    SubChannelId: z.nullish(z.string()),
  }),
);
export type ChannelMessage = z.infer<typeof ChannelMessage>;
