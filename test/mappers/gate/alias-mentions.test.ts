import { describe, expect, it } from "vitest";
import { type Alias, findAliases } from "../../../mappers/gate/alias-mentions.ts";
import { stripMention } from "../../../mappers/gate/strip-mention.ts";

const aliases: Alias[] = [
  { bot: 0, name: "bank" },
  { bot: 1, name: "Bank Bot" },
  { bot: 2, name: "@José" },
  { bot: 3, name: "銀行" },
  { bot: 4, name: "straße" },
  { bot: 5, name: "뱅크" },
  { bot: 6, name: "" },
  { bot: 7, name: "@" },
  { bot: 8, name: "izmir" },
  { bot: 9, name: "İstanbul" },
  { bot: 10, name: "Банк" },
  { bot: 11, name: "Τράπεζας" },
  { bot: 12, name: "بنك" },
  { bot: 13, name: "בנק" },
  { bot: 14, name: "बैंक" },
  { bot: 15, name: "ธนาคาร" },
  { bot: 16, name: " Kasse " },
  { bot: 17, name: "Post@Haus" },
  { bot: 18, name: "Yahoo!" },
];
const SIZE = 7 * 9 * 8 * 5 * (process.env["HOSTILE_LENGTH"] ? 1 : 50);
/** More than the arguments that a call can have. */
const VERY_MANY = process.env["HOSTILE_LENGTH"] ? SIZE : 200_000;
const namesIn = (text: string) => findAliases(text, aliases).map(({ name }) => name);

describe("an alias mentions its bot", () => {
  it.each<[policy: string, text: string, name?: string]>([
    ["alone", "@bank"],
    ["at the start", "@bank my balance"],
    ["in the middle", "Hey @bank tell me"],
    ["at the end", "my balance @bank"],
    ["before a comma", "@bank, hi"],
    ["before a full stop and a space", "Ask @bank. Now."],
    ["before dots", "@bank... hello?"],
    ["before a hyphen and a space", "@bank - hello"],
    ["before a slash and a space", "@bank / anybody"],
    ["before a colon without a space", "@bank:hello"],
    ["with an ending behind an apostrophe", "@bank's hours"],
    ["in brackets", "(cc @bank)"],
    ["in quotes", '"@bank"'],
    ["in bold", "**@bank** hi"],
    ["after a full stop", "Hello.@bank"],
    ["after an emoji with a variation selector", "❤️@bank hi"],
    ["on a line of its own", "hi\n@bank\nthere"],
    ["in capitals", "@BANK"],
    ["within direction marks", "\u2068@bank\u2069 hi"],
    ["with a full-width at sign", "＠bank"],
    ["with a small at sign", "﹫bank"],
    ["in full-width letters", "＠ＢＡＮＫ hi"],
    ["behind a word of a script without spaces", "こんにちは@bank"],
    ["before a particle of such a script", "@bankの残高は?"],
    ["before a Korean particle", "@bank에게"],
    ["in a script without spaces, before a full stop of it", "@銀行。残高", "銀行"],
    ["in Korean", "@뱅크 잔액", "뱅크"],
    ["in decomposed Korean", "@뱅크 잔액".normalize("NFD"), "뱅크"],
    ["composed", "@Jos\u00e9!", "José"],
    ["decomposed", "@Jose\u0301!", "José"],
    ["decomposed and in capitals", "@JOSE\u0301!", "José"],
    ["with SS for ß", "@STRASSE", "straße"],
    ["in Turkish capitals", "@İZMİR hi", "izmir"],
    ["in capitals without dots", "@IZMIR hi", "izmir"],
    ["without a dot", "@ızmır hi", "izmir"],
    ["in small letters, by a name with a dotted capital", "@istanbul hi", "İstanbul"],
    ["with a decomposed dotted capital", "@I\u0307STANBUL hi", "İstanbul"],
    ["in Cyrillic capitals", "@БАНК, привет", "Банк"],
    ["in Greek, whatever its sigma", "@ΤΡΆΠΕΖΑΣ hi", "Τράπεζας"],
    ["in Arabic", "مرحبا @بنك، رصيدي", "بنك"],
    ["in Hebrew", "@בנק שלום", "בנק"],
    ["in Devanagari", "@बैंक नमस्ते", "बैंक"],
    ["in Thai", "@ธนาคาร ยอด", "ธนาคาร"],
    ["by the longer of two names", "@Bank Bot, hi", "Bank Bot"],
    ["with several spaces in its name", "@bank \u00a0 bot", "Bank Bot"],
    ["with an ideographic space in its name", "@bank\u3000bot", "Bank Bot"],
    ["by the shorter name where a line ends between", "@bank\nbot"],
    ["by the shorter name where the longer goes on", "@bank bottle"],
    ["by the shorter name where a vertical tab ends the line", "@bank\vbot"],
    ["by the shorter name where the space carries a mark", "@bank \u0301bot"],
    ["by a name that was written with spaces around it", "@kasse, hi", "Kasse"],
    ["by a name with an at sign in it", "@post@haus hi", "Post@Haus"],
    ["by a name that ends in a mark of punctuation", "@yahoo! hi", "Yahoo!"],
    ["behind a lone backtick", "it`s @bank"],
    ["between spans of two backticks", "``a ` b`` @bank `"],
    ["behind tildes within a line", "a ~~~\n@bank"],
    ["behind a line that begins with one tilde", "~ `\n@bank"],
    ["behind a fence whose line holds another backtick", "```js`\n@bank"],
    ["between backtick runs of different length", "``a @bank `b"],
    ["between backticks of different paragraphs", "`a\n\n@bank `b"],
    ["after a closed fence", "```\ncode\n```\n@bank"],
    ["after a closed span", "`a` @bank `b`"],
    ["after a link", "https://a.example/@x @bank"],
    ["between a link and code", "https://a.example/@x @bank `@bank`"],
    ["beside an address", "ana@bank.example or @bank"],
  ])("%s", (_policy, text, name = "bank") => {
    expect(namesIn(text)).toEqual([name]);
  });

  it.each<[policy: string, text: string]>([
    ["in an e-mail address", "ana@bank"],
    ["in an e-mail address with a domain", "ana@bank.example"],
    ["in an e-mail address that ends in a sign", "ana+@bank or ana-@bank"],
    ["in an e-mail address with an accent", "jose\u0301@bank"],
    ["behind a digit or an underscore", "1@bank _@bank"],
    ["in a code span", "type `@bank`"],
    ["in a code span of two backticks", "``a ` @bank``"],
    ["in a code span over two lines", "`a\n@bank`"],
    ["in a code span of long runs, beside them", "``````@bank``````"],
    ["in a code span behind another", "`a` `@bank`"],
    ["in a fenced block", "see\n```js\n@bank\n```"],
    ["in a fenced block of tildes", "~~~\n@bank\n~~~"],
    ["in a fenced block with a shorter fence inside", "````\n```\n@bank\n````"],
    ["in a fenced block that never ends", "```\n@bank"],
    ["in a fenced block, right before a long end of it", "~~~\nx @bank\n~~~~~~~~~~~~~~~~"],
    ["in a fenced block behind a line that ends like one", "```\nx ```\n@bank"],
    ["in a fenced block behind a line that begins like its end", "```\n``` x\n@bank"],
    ["in a fenced block with carriage returns as line ends", "a\r```\r@bank\r```\r"],
    ["in a link before code", "https://a.example/(@bank `x`"],
    ["behind a letter beyond the first plane", "\u{1d400}@bank"],
    ["in a fenced block with line ends of two characters", "a\r\n```\r\n@bank\r\n```\r\n"],
    ["in a link", "https://social.example/@bank"],
    ["in a link's query", "see https://a.example/?to=@bank&x"],
    ["in a link without a scheme", "www.social.example/@bank"],
    ["in a link behind another sign", "https://a.example/(@bank) www.a.example/;@bank"],
    ["in a link that holds code", "https://a.example/`x`(@bank)"],
    ["in a path", "social.example/@bank"],
    ["in a query without a link", "a.example?u=@bank"],
    ["as a part of a longer word", "@banker"],
    ["before a mark that belongs to its last letter", "@bank\u0301"],
    ["before a mark that belongs to its last sign", "@yahoo!\u0301"],
    ["before a digit or an underscore", "@bank2 @bank_a"],
    ["before a joiner", "@bank\u200dx"],
    ["before a hyphen", "@bank-team @bank\u2010team @bank\u2011team"],
    ["before a dot", "@bank.com"],
    ["before a slash", "@bank/x @bank\\x"],
    ["before a server", "@bank@server"],
    ["before a server in full width", "＠bank＠server"],
    ["before a middle dot", "@bank·a @銀行・チーム"],
    ["in a longer word of a script without spaces", "@銀行残高"],
    ["in a longer Korean word", "@뱅크팀"],
    ["behind another at sign", "@@bank"],
    ["behind another sign at the start of the text", "(bank) @all"],
    ["without an at sign", "bank"],
    ["behind a space", "@ bank"],
    ["where the at sign carries a mark", "@\u0301bank"],
    ["where a character hides in it", "@b\u200bank"],
    ["by no name", "@ @, @"],
  ])("not %s", (_policy, text) => {
    expect(namesIn(text)).toEqual([]);
  });

  it("in the order of the text, each where it stands", () => {
    const text = "＠bank, `@bank` and @Jose\u0301\u3000\ud83d @bank  bot";
    expect(findAliases(text, aliases).map(({ start, end }) => text.slice(start, end))).toEqual([
      "＠bank",
      "@Jose\u0301",
      "@bank  bot",
    ]);
  });

  /** Each would take minutes if the time grew with the square of the text: then the run's limit on a test's time tells. */
  it.each<[what: string, text: string, mentions: number]>([
    ["backticks", "`".repeat(SIZE), 0],
    ["backticks in runs of growing length", Array.from({ length: 700 }, (_, n) => `${"`".repeat(n)} `).join(""), 0],
    ["backticks in runs of two lengths", "` `` ".repeat(SIZE / 5), 0],
    ["at signs", "@".repeat(SIZE), 0],
    ["beginnings of a name", "@ban".repeat(SIZE / 4), 0],
    ["names that go on", "@bankx".repeat(SIZE / 6), 0],
    ["names in a row", "@bank ".repeat(SIZE / 6), SIZE / 6],
    ["names in a very long row", "@bank ".repeat(VERY_MANY), VERY_MANY],
    ["names, half of them between backticks", "`@bank ".repeat(SIZE / 7), SIZE / 14],
    ["signs before an at sign", `${"-".repeat(SIZE)}@bank`, 1],
    ["signs before many at signs", "----@bank".repeat(SIZE / 9), 1],
    ["dots as in links", "a.".repeat(SIZE / 2), 0],
    ["letters as in a scheme", "a".repeat(SIZE), 0],
    ["links", "a://".repeat(SIZE / 4), 0],
    ["spaces behind a name", `@bank${" ".repeat(SIZE)}x`, 1],
    ["spaces at the end", `@bank x${" ".repeat(SIZE)}`, 1],
    ["marks behind a name", `@bank${"\u0301".repeat(SIZE)}`, 0],
    ["fences", "```\n~~~\n".repeat(SIZE / 8), 0],
    ["line ends", "\n".repeat(SIZE), 0],
    ["brackets around", `${"(".repeat(SIZE)}@bank${")".repeat(SIZE)}`, 1],
  ])("in time linear to the text, whatever is in it: %s", (_what, text, mentions) => {
    const many = Array.from({ length: 20 }, (_, bot) => ({ bot, name: `bank ${bot}` }));
    const found = findAliases(`. ${text}`, [...many, ...aliases]);
    expect(found).toHaveLength(mentions);
    expect(stripMention(text, ["bank"]).length).toBeLessThanOrEqual(text.length);
  });
});

it("take a letter with its mark for one letter, whether it is written in one character or in two", () => {
  const aliases = [{ bot: 0, name: "bank" }];
  for (const text of ["\u00c3@bank", "A\u0303@bank", "@bank\u0303"]) expect(findAliases(text, aliases)).toEqual([]);
  for (const text of ["\u304c@bank", "\u304b\u3099@bank"]) expect(findAliases(text, aliases)).toHaveLength(1);
});
