import * as z from "zod/mini";
import { droppable } from "./droppable.ts";
import { isBlank } from "./is-blank.ts";

/** A button of a card. API_runtime_Button: text and value of at most 50 characters each; the value is what is sent back. */
export const LexButton = /* @__PURE__ */ droppable(() => z.looseObject({ text: z.string(), value: z.string() }));
export type LexButton = z.infer<typeof LexButton>;

/** API_runtime_ImageResponseCard: `title` is required; title, subtitle and imageUrl take at most 250 characters, buttons 5. */
export const LexCard = /* @__PURE__ */ droppable(() =>
  z.looseObject({
    title: z.string(),
    subtitle: z.nullish(z.string()),
    imageUrl: z.nullish(z.string()),
    buttons: z.nullish(z.array(LexButton)),
  }),
);
export type LexCard = z.infer<typeof LexCard>;

/**
 * One message of a bot, in Lex's own spelling (API_runtime_Message):
 *
 * ```json
 * { "contentType": "PlainText", "content": "Hello!" }
 * { "contentType": "ImageResponseCard", "imageResponseCard": { "title": "What next?", "buttons": [{ "text": "Balance", "value": "Balance" }] } }
 * ```
 *
 * `contentType` is PlainText, SSML, CustomPayload or ImageResponseCard today; another value is carried along as it is.
 * A card has no `content`.
 */
export const LexMessage = /* @__PURE__ */ droppable(() =>
  z.looseObject({
    contentType: z.string(),
    content: z.nullish(z.string()),
    imageResponseCard: z.nullish(LexCard),
  }),
);
export type LexMessage = z.infer<typeof LexMessage>;

/** Whether a message holds anything to show: blank text is none. */
export function saysSomething(message: LexMessage): boolean {
  return (typeof message.content === "string" && !isBlank(message.content)) || Boolean(message.imageResponseCard);
}
