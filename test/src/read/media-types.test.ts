import mimeTypes from "mime-types";
import { describe, expect, it } from "vitest";
import { isText, unusableImages, withTypes } from "../../../src/read/media.ts";
import { MEDIA_TYPES } from "../../../src/read/media-types.ts";

const rows = MEDIA_TYPES.trim()
  .split("\n")
  .map((row) => row.split(" "));

const untyped = (name: string) => ({ name, contentType: undefined });

describe("the table of media types", () => {
  it("says of each extension what mime-types says", () => {
    const ours = rows.flatMap(([type, ...extensions]) => extensions.map((extension) => [extension, type]));
    expect(ours.length).toBeGreaterThan(600);
    expect(ours.filter(([extension = "", type]) => mimeTypes.lookup(extension) !== type)).toEqual([]);
  });

  it("knows every text, image, sound, film and font that mime-types knows", () => {
    const known = new Set(rows.flatMap(([, ...extensions]) => extensions));
    const media = Object.entries(mimeTypes.types).filter(([, type]) => /^(audio|font|image|text|video)\//.test(type));
    expect(media.filter(([extension]) => !known.has(extension))).toEqual([]);
  });

  it.each([
    [
      "pdf",
      "docx",
      "xlsx",
      "pptx",
      "odt",
      "zip",
      "7z",
      "gz",
      "tar",
      "csv",
      "json",
      "html",
      "exe",
      "apk",
      "eml",
      "ics",
      "heic",
    ],
  ])("knows what people attach", async (...extensions) => {
    const typed = await withTypes(extensions.map((extension) => untyped(`a.file.${extension.toUpperCase()}`)));
    expect(typed.map(({ contentType }) => contentType)).toEqual(
      extensions.map((extension) => mimeTypes.lookup(extension)),
    );
  });

  it("leaves alone what it doesn't know", async () => {
    const unknown = ["a.unheard-of", "pdf", "a.txt/b", "a."].map(untyped);
    expect(await withTypes(unknown)).toEqual(unknown);
    expect(await isText("unheard-of")).toBe(false);
    const imageUrl = "https://example.com/a.unheard-of";
    expect(
      (await unusableImages([{ contentType: "ImageResponseCard", imageResponseCard: { title: "x", imageUrl } }])).size,
    ).toBe(0);
  });
});
