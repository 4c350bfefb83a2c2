import type { LexCard, LexMessage } from "../../../../mappers/shapes/lex-message.ts";
import { BUTTON_TEXT_MAX, CARD_BUTTONS_MAX, CARD_TEXT_MAX } from "../../../../mappers/shapes/limits.ts";
import type { Prompt, Response } from "../model/stage-model.ts";
import type { JsonPlace } from "./json.ts";

/** `{messageGroupsList: [{message, variations}]}` (API_ResponseSpecification); absent when it would say nothing. */
export function readResponse(place: JsonPlace | undefined): Response | undefined {
  const groups = readGroups(place);
  return groups.length === 0 ? undefined : { groups };
}

/** API_PromptSpecification. Without one, a slot that is asked for says nothing, as Lex does. */
export function readPrompt(place: JsonPlace | undefined): Prompt {
  return {
    groups: readGroups(place),
    maxRetries: place?.number("maxRetries") ?? 0,
    ordered: place?.text("messageSelectionStrategy")?.toLowerCase() === "ordered",
  };
}

function readGroups(place: JsonPlace | undefined): LexMessage[][] {
  const groups = place?.list("messageGroupsList", "messageGroups", "messageGroupList") ?? [];
  return groups
    .map((group) => {
      const message = group.object("message");
      const all = message === undefined ? group.list("variations") : [message, ...group.list("variations")];
      return all.flatMap((one) => readMessage(one) ?? []);
    })
    .filter((choices) => choices.length > 0);
}

function readMessage(place: JsonPlace): LexMessage | undefined {
  const plain = place.object("plainTextMessage")?.text("value");
  if (plain !== undefined) return { contentType: "PlainText", content: plain };
  const ssml = place.object("ssmlMessage")?.text("value");
  if (ssml !== undefined) return { contentType: "SSML", content: ssml };
  const payload = place.object("customPayload")?.text("value");
  if (payload !== undefined) return { contentType: "CustomPayload", content: payload };
  const card = place.object("imageResponseCard");
  if (card !== undefined) return { contentType: "ImageResponseCard", imageResponseCard: readCard(card) };
  place.note("The message has none of the four kinds, so it is not said.");
  return undefined;
}

function readCard(place: JsonPlace): LexCard {
  const subtitle = place.text("subtitle");
  const imageUrl = place.text("imageUrl");
  const buttons = place.list("buttons", "buttonsList").map((button) => ({
    text: bounded(button, "text", BUTTON_TEXT_MAX),
    value: bounded(button, "value", BUTTON_TEXT_MAX),
  }));
  if (buttons.length > CARD_BUTTONS_MAX) place.note("Only the first five buttons are shown.");
  return {
    title: bounded(place, "title", CARD_TEXT_MAX),
    ...(subtitle === undefined ? {} : { subtitle: subtitle.slice(0, CARD_TEXT_MAX) }),
    ...(imageUrl === undefined ? {} : { imageUrl: imageUrl.slice(0, CARD_TEXT_MAX) }),
    ...(buttons.length === 0 ? {} : { buttons: buttons.slice(0, CARD_BUTTONS_MAX) }),
  };
}

function bounded(place: JsonPlace, name: string, max: number): string {
  const text = place.text(name);
  if (text === undefined) place.note(`The card lacks its ${name}.`);
  return (text ?? "").slice(0, max);
}
