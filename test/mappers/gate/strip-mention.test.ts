import { describe, expect, it } from "vitest";
import { stripMention } from "../../../mappers/gate/strip-mention.ts";

const strip = (text: string) => stripMention(text, ["bank", "Bank Bot"]);

describe("a text without the mention", () => {
  it.each<[text: string, rest: string]>([
    ["@bank, my balance?", "my balance?"],
    ["@bank: my balance?", "my balance?"],
    ["@bank! My balance?", "My balance?"],
    ["@bank?! My balance?", "My balance?"],
    ["@bank - my balance?", "my balance?"],
    ["@bank — my balance?", "my balance?"],
    ["@bank—my balance?", "my balance?"],
    ["@bank -5 degrees?", "-5 degrees?"],
    ["@bank a - b", "a - b"],
    ["@bank 'tis so", "'tis so"],
    ["@bank\vmy balance", "\vmy balance"],
    ["@bank (please)", "(please)"],
    ["@bank .5 or 1?", ".5 or 1?"],
    ["  @bank   my balance", "my balance"],
    ["Hey @bank tell me", "Hey tell me"],
    ["Hey @Bank Bot tell me", "Hey tell me"],
    ["Hey  @bank  tell me", "Hey  tell me"],
    ["Hello @Bank, how are you?", "Hello, how are you?"],
    ["Hey, @bank, tell me", "Hey, tell me"],
    ["Is it so? @bank, tell me", "Is it so? tell me"],
    ["Really? @bank? Tell me", "Really? Tell me"],
    ["Hello! @bank tell me", "Hello! tell me"],
    ["my balance @bank", "my balance"],
    ["my balance, @bank", "my balance"],
    ["my balance, @bank?", "my balance?"],
    ["my balance @bank.", "my balance."],
    ["my balance @bank ?", "my balance ?"],
    ["(cc @bank)", "(cc)"],
    ["(@bank please)", "(please)"],
    ["(@bank, please)", "(please)"],
    ["my balance (@bank)?", "my balance?"],
    ['Say "hi" @bank to me', 'Say "hi" to me'],
    ["Hi @bankの残高は？", "Hi の残高は？"],
    ["(@bank) my balance", "my balance"],
    ["**@bank** my balance", "my balance"],
    ["**@bank my balance**", "**my balance**"],
    ['"@bank my balance"', '"my balance"'],
    ["[@bank] my balance", "my balance"],
    ["¿@bank, cuál es mi saldo?", "¿cuál es mi saldo?"],
    ["Bonjour @bank !", "Bonjour !"],
    ["こんにちは＠bank、残高は？", "こんにちは、残高は？"],
    ["＠bank、残高は？", "残高は？"],
    ["@bankの残高は？", "の残高は？"],
    ["@bank @bank hi", "@bank hi"],
    ["@bank hi @bank", "hi @bank"],
    ["`@bank` and @bank please", "`@bank` and please"],
    ["@bank\nmy balance", "\nmy balance"],
    ["@bank,\nmy balance", "\nmy balance"],
    ["Hi\n@bank\nmy balance", "Hi\n\nmy balance"],
    ["Hi, @bank\r\nmy balance", "Hi\r\nmy balance"],
    ["Hi\n  @bank my balance", "Hi\nmy balance"],
    ["@bank 👍", "👍"],
    ["@bank 5", "5"],
  ])("of %j is %j", (text, rest) => {
    expect(strip(text)).toBe(rest);
  });

  it.each([..."()[]{}<>\"\"''**~~“”‘’«»（）".matchAll(/../g)].map(([pair]) => pair))(
    "is without what stands around nothing but the mention: %s",
    ([opens, closes]) => {
      expect(strip(`Hey ${opens}@bank${closes} hi`)).toBe("Hey hi");
    },
  );

  it.each<[policy: string, text: string]>([
    ["nothing would remain", "@bank"],
    ["only white space would remain", " @bank \n"],
    ["only marks would remain", "@bank?!"],
    ["only marks would remain behind a space", "(@bank) ..."],
    ["an ending hangs on the name", "What are @bank's hours?"],
    ["an ending hangs on it with a typographic apostrophe", "@bank’ın bakiyesi?"],
    ["there is no mention", "ana@bank.example, hello ,  you"],
    ["the mention is in code", "type `@bank`"],
  ])("is the whole text where %s", (_policy, text) => {
    expect(strip(text)).toBe(text);
  });
});
