import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAILURE_TEXT } from "../../../mappers/turn/failure-to-reply.ts";
import { errorText } from "../../../mappers/words/error-text.ts";
import { LANGUAGES } from "../../../mappers/words/language.ts";
import { ERRORS } from "../../../src/errors/bridge-error.ts";

/** Every number that the bridge writes, and one of each kind. */
const WIRE = [400, 403, 409, 429, 504, 500, ...Object.values(ERRORS).map(({ wire }) => wire)];

describe("the words for an error's code", () => {
  it.each([
    ["de_DE", "zurzeit leider nicht verfügbar"],
    ["de-AT", "zurzeit leider nicht verfügbar"],
    ["DE", "zurzeit leider nicht verfügbar"],
    ["fr_CA", "pas disponible pour le moment"],
    ["es_419", "no estoy disponible"],
    ["it_IT", "non sono disponibile"],
    ["pt_BR", "não estou disponível"],
    ["nl_NL", "niet beschikbaar"],
    ["ja_JP", "現在ご利用いただけません"],
    ["en_GB", "not available at the moment"],
    ["ko_KR", "not available at the moment"],
    ["deu", "not available at the moment"],
    ["", "not available at the moment"],
    ["__proto__", "not available at the moment"],
    [undefined, "not available at the moment"],
  ])("are in the language of %j, or English", (locale, words) => {
    expect(errorText(403, locale)).toContain(words);
  });

  it.each<[policy: string, codes: number[], words: string]>([
    ["ask for another message where it can't be taken", [400], "shorter or simpler"],
    ["ask for nothing where trying again doesn't help", [401, 403, 404], "Sorry, I’m not available at the moment."],
    ["ask for the message again where two crossed", [409], "send the last one again"],
    ["tell of a rush", [429], "A lot is going on"],
    ["tell of a long wait", [408, 504], "took too long"],
    ["tell of a failure of ours", [424, 500, 502, 503], FAILURE_TEXT],
    ["tell of a failure of ours for what nobody knows", [0, -1, 418, 4e9, 1.5, Number.NaN], FAILURE_TEXT],
  ])("%s", (_policy, codes, words) => {
    expect(codes.filter((code) => !errorText(code).includes(words))).toEqual([]);
  });

  it("are written in every language: none is missing, none is another's, none shows a number or says code or Lex", () => {
    const texts = LANGUAGES.map((language) => WIRE.map((code) => errorText(code, language)));
    expect(texts.map((row) => new Set(row).size)).toEqual(LANGUAGES.map(() => 6));
    expect(new Set(texts.flat()).size).toBe(6 * LANGUAGES.length);
    expect(texts.flat().filter((text) => !/^\p{Lu}?.{10,140}[.。]$/u.test(text) || /\d|code|lex/i.test(text))).toEqual(
      [],
    );
  });

  it("are there for any number and any locale", () => {
    const locale = fc.oneof(fc.string(), fc.constantFrom("constructor", "toString", "de\n", "D\u0130"));
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double()), locale, (code, where) => errorText(code, where).length > 10),
    );
  });
});
