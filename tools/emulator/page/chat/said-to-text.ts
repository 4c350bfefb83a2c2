import type { ShownContent, ShownPart } from "../reading/read-message.ts";

/** What a message says, as one line of words. */
export function saidToText(said: ShownContent): string {
  switch (said.kind) {
    case "text":
      return said.text;
    case "error":
      return `the bot could not answer, ${said.code}`;
    case "unreadable":
      return "a reply that no client can read";
    case "reply":
      return said.parts.length === 0 ? "nothing" : said.parts.map(partToText).join(". ");
  }
}

function partToText(part: ShownPart): string {
  switch (part.kind) {
    case "card": {
      const buttons = (part.card.buttons ?? []).map(({ text }) => text).join(", ");
      return `Card ${part.card.title}${buttons === "" ? "" : `, with the buttons ${buttons}`}`;
    }
    case "custom":
      return `custom payload ${part.text}`;
    case "unknown":
      return "a message of a kind this page does not know";
    default:
      return part.text;
  }
}
