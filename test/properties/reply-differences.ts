import type { LexMessage } from "../../mappers/shapes/lex-message.ts";
import type { Loss, LossKind } from "../../mappers/shapes/reply.ts";

const CUT = "…";

/** A Lex message less what an envelope never holds: members that are null or empty, and halves of characters. */
export function written(message: LexMessage): LexMessage {
  const {
    content,
    contentType,
    imageResponseCard: card,
  } = JSON.parse(JSON.stringify(message), (_name, value) =>
    typeof value === "string" ? value.toWellFormed() : value,
  ) as LexMessage;
  return {
    contentType,
    ...(content ? { content } : {}),
    ...(card
      ? {
          imageResponseCard: {
            title: card.title,
            ...(card.subtitle ? { subtitle: card.subtitle } : {}),
            ...(card.imageUrl ? { imageUrl: card.imageUrl } : {}),
            ...(card.buttons?.length ? { buttons: card.buttons.map(({ text, value }) => ({ text, value })) } : {}),
          },
        }
      : {}),
  };
}

/**
 * What the losses don't account for, as sentences: none where every message that was sent came back, each member as it was written, or
 * changed exactly as a loss of that message and that kind says; and every loss tells of such a change.
 */
export function unaccounted(
  sent: readonly LexMessage[],
  came: readonly LexMessage[],
  losses: readonly Loss[],
): string[] {
  const of = (message: number, ...kinds: LossKind[]) =>
    losses.filter((loss) => loss.message === message && kinds.includes(loss.kind));
  const left = sent.map((message, at) => ({ at, message: written(message) }));
  const kept = left.filter(({ at }) => of(at, "empty-message", "message").length === 0);
  if (kept.length !== came.length) return [`${kept.length} messages were kept, ${came.length} came`];
  return kept.flatMap(({ at, message }, position) => {
    const read = came[position] ?? { contentType: "" };
    const has = (kind: LossKind) => of(at, kind).length > 0;
    const faults: string[] = [];
    const check = (name: string, holds: boolean) => {
      if (!holds) faults.push(`message ${at}: ${name}`);
    };
    const isPlain = has("ssml-markup");
    check("type", read.contentType === (isPlain ? "PlainText" : message.contentType));
    check("spoken text became plain", !isPlain || message.contentType === "SSML");
    const [before, after] = [message.content ?? "", read.content ?? ""];
    const isCut = has("text");
    check(
      "cut text",
      !isCut || (after.endsWith(CUT) && (isPlain || isBeginning(before, after)) && after.length < before.length),
    );
    check("whole text", isCut || isPlain || after === before);
    const [card, readCard] = [message.imageResponseCard, read.imageResponseCard];
    check("card", Boolean(card) === Boolean(readCard));
    check("image", readCard?.imageUrl === (has("image") ? undefined : card?.imageUrl));
    check("lost image was there", !has("image") || Boolean(card?.imageUrl));
    check("subtitle", readCard?.subtitle === (has("subtitle") ? undefined : card?.subtitle));
    check("lost subtitle was there", !has("subtitle") || Boolean(card?.subtitle));
    const [title, readTitle] = [card?.title ?? "", readCard?.title ?? ""];
    check("title", has("title") ? readTitle.endsWith(CUT) && isBeginning(title, readTitle) : readTitle === title);
    const buttons = card?.buttons ?? [];
    const expected = buttons.slice(0, buttons.length - of(at, "button").length);
    check("buttons", JSON.stringify(readCard?.buttons ?? []) === JSON.stringify(expected));
    return faults;
  });
}

function isBeginning(whole: string, cut: string): boolean {
  return whole.startsWith(cut.slice(0, -CUT.length));
}
