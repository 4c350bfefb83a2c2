import * as z from "zod/mini";
import { ChannelMessage } from "./channel-message.ts";
import { droppable } from "./droppable.ts";

/**
 * What Amazon Chime SDK messaging invokes a channel processor with (developer guide, "Processor event";
 * `docs/facts.md` §2):
 *
 * ```json
 * { "EventType": "CHANNEL_MESSAGE_EVENT", "CallbackId": "b3b2f1d0-8f0e-4f57-9f5a-1c1f6f6b2a11",
 *   "ChannelMessage": { "MessageId": "6e4f7c2a…", "ChannelArn": "arn:aws:chime:…", "Content": "Hello", … } }
 * ```
 */
export const ProcessorEvent = /* @__PURE__ */ droppable(() =>
  z.looseObject({
    EventType: z.nullish(z.string()),
    CallbackId: z.string(),
    ChannelMessage,
  }),
);
export type ProcessorEvent = z.infer<typeof ProcessorEvent>;
