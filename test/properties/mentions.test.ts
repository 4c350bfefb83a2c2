import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAliases } from "../../mappers/gate/alias-mentions.ts";
import { stripMention } from "../../mappers/gate/strip-mention.ts";
import { anyText } from "./arbitraries.ts";

const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 1_000);
const NAMES = ["bank", "Bank Bot", "José", "銀行"];
const written = (name: string) =>
  fc
    .tuple(
      fc.constantFrom("@", "＠"),
      fc.constantFrom("NFC", "NFD"),
      fc.boolean(),
      fc.constantFrom(" ", "\t", "\u3000"),
    )
    .map(([at, form, isUpper, space]) => {
      const name_ = (isUpper ? name.toUpperCase() : name).normalize(form).replace(" ", space);
      return `${at}${name_}`;
    });
const mention = fc.constantFrom(...NAMES).chain(written);
const mark = fc.constantFrom(
  " ",
  "  ",
  "\n",
  "\r\n",
  ",",
  ".",
  "!",
  "?",
  ":",
  "(",
  ")",
  '"',
  "*",
  "`",
  "```",
  "-",
  "@",
  "、",
  "'",
);
const word = fc.constantFrom(
  "hi",
  "ana@bank.example",
  "https://a.example/@bank",
  "balance",
  "残高",
  "👍🏽",
  "é",
  "@banker",
  "\ud83d",
);
const text = fc.oneof(
  fc
    .array(fc.oneof({ weight: 3, arbitrary: word }, { weight: 4, arbitrary: mark }, mention), { maxLength: 12 })
    .map((parts) => parts.join("")),
  fc.tuple(anyText(20), mention, anyText(20)).map((parts) => parts.join("")),
);
const aliases = NAMES.map((name, bot) => ({ bot, name }));
const isMark = (part: string) => /^[\p{P}\p{Z}\t<>~]*$/u.test(part);

describe("for any text", () => {
  it("stripping takes the first mention and what is beside it of spaces and marks, and nothing else", () => {
    let stripped = 0;
    fc.assert(
      fc.property(text, (whole) => {
        const [first] = findAliases(whole, aliases);
        const rest = stripMention(whole, NAMES);
        const gone = whole.length - rest.length;
        const cuts = Array.from({ length: rest.length + 1 }, (_, at) => at).filter(
          (at) =>
            whole.slice(0, at) + whole.slice(at + gone) === rest &&
            at <= (first?.start ?? -1) &&
            at + gone >= (first?.end ?? 0) &&
            isMark(whole.slice(at, first?.start)) &&
            isMark(whole.slice(first?.end, at + gone)),
        );
        if (gone > 0) stripped++;
        expect(gone === 0 || cuts.length > 0).toBe(true);
        expect(rest.match(/[\r\n]/g)).toEqual(whole.match(/[\r\n]/g));
        expect(rest.trim() === "").toBe(whole.trim() === "");
      }),
      { numRuns },
    );
    expect(stripped).toBeGreaterThan(numRuns / 20);
  });

  it("without a mention, it stays as it is", () => {
    fc.assert(
      fc.property(text, (whole) => {
        fc.pre(findAliases(whole, aliases).length === 0);
        expect(stripMention(whole, NAMES)).toBe(whole);
      }),
      { numRuns },
    );
  });

  it("mentions are found in any Unicode form alike, whole, in order and apart", () => {
    fc.assert(
      fc.property(text, (whole) => {
        const found = findAliases(whole, aliases);
        const names = (one: string) => findAliases(one, aliases).map(({ name }) => name);
        expect(names(whole.normalize("NFD"))).toEqual(names(whole));
        expect(names(whole.normalize("NFC"))).toEqual(names(whole));
        expect(found.flatMap(({ start, end }) => [start, end])).toEqual(
          found.flatMap(({ start, end }) => [start, end]).sort((one, other) => one - other),
        );
        const folded = found.map(({ start, end }) =>
          whole
            .slice(start + 1, end)
            .normalize("NFC")
            .toLowerCase()
            .replace(/\s/gu, " "),
        );
        expect(folded).toEqual(found.map(({ name }) => name.toLowerCase()));
      }),
      { numRuns },
    );
  });

  it("a mention between spaces is found wherever it is, outside code", () => {
    const around = text.map((part) => part.replaceAll(/[`~]/g, ""));
    fc.assert(
      fc.property(around, mention, around, (before, name, after) => {
        const at = before.length + 1;
        expect(findAliases(`${before} ${name} ; ${after}`, aliases).map(({ start }) => start)).toContain(at);
      }),
      { numRuns },
    );
  });
});
