import { describe, expect, it } from "vitest";
import { fit } from "../../../mappers/answer/fit.ts";
import type { LexCard, LexMessage } from "../../../mappers/shapes/lex-message.ts";

const text = (content: string): LexMessage => ({ contentType: "PlainText", content });
const card = (about: Partial<LexCard> = {}): LexMessage => ({
  contentType: "ImageResponseCard",
  imageResponseCard: { title: "What next?", ...about },
});
const buttons = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ text: `Button ${at}`, value: `v${at}` }));
const address = `https://example.com/${"i".repeat(200)}.png`;
const subtitle = "s".repeat(200);
const full = card({ subtitle, imageUrl: address, buttons: buttons(3) });

type Read = {
  Content?: string;
  ImageResponseCard?: {
    Title: string;
    Subtitle?: string;
    ImageUrl?: string;
    Buttons?: { Text: string; Value: string }[];
  };
};
const read = (content: string | undefined) =>
  (JSON.parse(content ?? '{"Messages":[]}') as { Messages: Read[] }).Messages;
const cardsIn = (content: string | undefined) => read(content).map(({ ImageResponseCard }) => ImageResponseCard);
const sizeOf = (messages: LexMessage[]) => fit(messages, 100_000).bytesBefore;
const kindsOf = (losses: readonly { kind: string; message?: number }[]) =>
  losses.map(({ kind, message }) => `${kind} ${message}`);

describe("cards that are too much", () => {
  const three = [full, text("a".repeat(900)), full];
  const image = address.length + ',"ImageUrl":""'.length;
  const sub = subtitle.length + ',"Subtitle":""'.length;
  it.each<[over: number, kinds: string[]]>([
    [0, []],
    [1, ["image 2"]],
    [image, ["image 2"]],
    [image + 1, ["image 2", "image 0"]],
    [2 * image, ["image 2", "image 0"]],
    [2 * image + 1, ["image 2", "image 0", "subtitle 2"]],
    [2 * image + sub, ["image 2", "image 0", "subtitle 2"]],
    [2 * image + sub + 1, ["image 2", "image 0", "subtitle 2", "subtitle 0"]],
    [2 * image + 2 * sub, ["image 2", "image 0", "subtitle 2", "subtitle 0"]],
    [2 * image + 2 * sub + 1, ["image 2", "image 0", "subtitle 2", "subtitle 0", "text 1"]],
  ])("by %i bytes give up images first, then subtitles, from the last back, only as far as needed", (over, kinds) => {
    const { content, losses } = fit(three, sizeOf(three) - over);
    expect(kindsOf(losses)).toEqual(kinds);
    expect(Buffer.byteLength(content ?? "")).toBeLessThanOrEqual(sizeOf(three) - over);
  });

  it("lose what the losses say, and nothing else", () => {
    const { content, losses } = fit([full, full], sizeOf([full, full]) - 2 * image - 1);
    expect(cardsIn(content)).toEqual([
      { Title: "What next?", Subtitle: subtitle, Buttons: expect.any(Array) },
      { Title: "What next?", Buttons: buttons(3).map(({ text: Text, value: Value }) => ({ Text, Value })) },
    ]);
    expect(losses).toEqual([
      { kind: "image", message: 1, before: address.length, after: 0 },
      { kind: "image", message: 0, before: address.length, after: 0 },
      { kind: "subtitle", message: 1, before: 200, after: 0 },
    ]);
  });

  it("go with the messages from the last back, save the last one with buttons, without which nobody could answer", () => {
    const messages = [
      text("a".repeat(300)),
      card({ buttons: buttons(1) }),
      card({ buttons: buttons(2) }),
      card({ title: "No buttons" }),
      text("b".repeat(300)),
    ];
    const { content, losses } = fit(messages, 210);
    expect(cardsIn(content)).toEqual([
      {
        Title: "What next?",
        Buttons: [
          { Text: "Button 0", Value: "v0" },
          { Text: "Button 1", Value: "v1" },
        ],
      },
    ]);
    expect(kindsOf(losses)).toEqual(["message 4", "message 3", "message 1", "message 0"]);
  });

  it("go without an exception where none has buttons", () => {
    const { content, losses } = fit(
      [text("a".repeat(100)), card({ title: "t".repeat(100) }), card({ title: "u".repeat(100), buttons: [] })],
      200,
    );
    expect(read(content).map(({ Content }) => Content)).toEqual(["a".repeat(100)]);
    expect(kindsOf(losses)).toEqual(["message 2", "message 1"]);
  });
});

describe("the last card with buttons", () => {
  const title = "word ".repeat(40).trim();
  const alone = card({ title, buttons: buttons(5) });
  const short = card({ title: `${"word ".repeat(7)}word…`, buttons: buttons(5) });

  it("gives up its title before a button", () => {
    const { content, losses } = fit([alone], sizeOf([alone]) - 1);
    expect(cardsIn(content)[0]?.Title).toBe("word word word word word word word word…");
    expect(cardsIn(content)[0]?.Buttons).toHaveLength(5);
    expect(losses).toEqual([{ kind: "title", message: 0, before: 199, after: 42 }]);
  });

  it.each([
    [0, 5],
    [1, 4],
    [1 + '{"Text":"Button 4","Value":"v4"},'.length, 3],
  ])("gives up its buttons from the last, only as far as needed: %i bytes over, %i buttons left", (over, left) => {
    const { content, losses } = fit([text("Hi"), alone], sizeOf([short]) - over);
    expect(cardsIn(content)).toHaveLength(1);
    expect(cardsIn(content)[0]?.Buttons?.map(({ Value }) => Value)).toEqual(
      ["v0", "v1", "v2", "v3", "v4"].slice(0, left),
    );
    const gone = ["v4", "v3", "v2"].slice(0, 5 - left);
    expect(losses.filter(({ kind }) => kind === "button")).toEqual(
      gone.map(() => ({ kind: "button", message: 1, before: 32, after: 0 })),
    );
  });

  it("says its title where no button fits, and has no empty list of them", () => {
    const { content, losses } = fit([card({ title: "T", buttons: [{ text: "b".repeat(500), value: "v" }] })], 200);
    expect(cardsIn(content)).toStrictEqual([{ Title: "T" }]);
    expect(kindsOf(losses)).toEqual(["button 0"]);
  });

  it("isn't called cut where its title was short", () => {
    const { losses } = fit([card({ title: "t".repeat(40), buttons: buttons(5) })], 250);
    expect(new Set(kindsOf(losses))).toEqual(new Set(["button 0"]));
  });

  it("is none where not even its title fits", () => {
    expect(fit([alone], 60).content).toBeUndefined();
  });
});

describe("images that no client should load", () => {
  it("go in any case, however much room there is, and nothing else does", () => {
    const other = card({ imageUrl: "https://example.com/ok.png" });
    const messages = [full, other];
    const { content, bytesBefore, losses } = fit(messages, 4096, new Set([address]));
    expect(cardsIn(content)).toMatchObject([{ Subtitle: subtitle }, { ImageUrl: "https://example.com/ok.png" }]);
    expect(cardsIn(content)[0]).not.toHaveProperty("ImageUrl");
    expect(losses).toEqual([{ kind: "image", message: 0, before: address.length, after: 0 }]);
    expect(bytesBefore).toBe(sizeOf(messages) - (address.length + ',"ImageUrl":""'.length));
  });

  it("aren't given up a second time", () => {
    const { losses } = fit([full], 300, new Set([address]));
    expect(kindsOf(losses)).toEqual(["image 0", "subtitle 0"]);
  });
});
