import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { MESSAGE_KINDS } from "../../../../mappers/text/message-kinds.ts";
import { sheetReplies } from "../../../../scripts/sheet-replies.mjs";

const CASES = fileURLToPath(new URL("../../../../fixtures/cases/", import.meta.url));
const kinds = sheetReplies().flatMap((reply) => reply.kinds);

it("the sheet has every type of Lex message, a card of each form, and every way to say nothing", () => {
  expect(kinds.map((kind) => kind.replace(/^Card: .*/, "ImageResponseCard"))).toEqual(
    expect.arrayContaining(Object.keys(MESSAGE_KINDS)),
  );
  const forms = ["Card: title only", "Card: image, buttons", "Card: subtitle, image, buttons"];
  const silences = ["Nothing: released", "Nothing: denied", "Nothing: failed", "No message"];
  const ways = ["Own voice", "Private", "Several posts", "Failure in words"];
  expect(kinds).toEqual(expect.arrayContaining([...forms, ...silences, ...ways]));
});

it("the sheet has every code of a lex-error that the cases hold, and no kind twice", () => {
  const callbacks = readdirSync(CASES).flatMap((name) => {
    const files = readdirSync(`${CASES}${name}`).filter((file) => file === "4-callback.json");
    return files.map((file) => JSON.parse(readFileSync(`${CASES}${name}/${file}`, "utf8")).ChannelMessage);
  });
  const errors = callbacks.filter(({ ContentType }) => ContentType === "application/amz-chime-lex-error");
  const codes = new Set(errors.map(({ Content }) => `Error ${JSON.parse(Content).Code}`));
  expect(codes.size).toBeGreaterThan(5);
  expect(kinds).toEqual(expect.arrayContaining([...codes]));
  expect(new Set(kinds).size).toBe(kinds.length);
});
