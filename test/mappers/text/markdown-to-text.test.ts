import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownToText } from "../../../mappers/text/markdown-to-text.ts";
import { anyText } from "../../properties/arbitraries.ts";
import { hostileText } from "../../properties/hostile.ts";

describe("the words of a text with Markdown", () => {
  it.each<[policy: string, markdown: string, text: string]>([
    ["stand without emphasis", "**one** *two* __three__ _four_ ~~five~~ ***six***", "one two three four five six"],
    ["stand without nested emphasis", "**a _b_ c** and _**d**_", "a b c and d"],
    ["stand without emphasis inside a sentence's marks", "(*yes*), “**no**”!", "(yes), “no”!"],
    ["stand without strong emphasis that touches letters", "これは**とても**大切です", "これはとても大切です"],
    ["stand without emphasis around a sign", "**👍** **$5**", "👍 $5"],
    ["keep a star that multiplies", "2 * 3 * 4 and 2*3*4 and 2**3**4", "2 * 3 * 4 and 2*3*4 and 2**3**4"],
    ["keep the marks within names", "snake_case_name and a*b*c", "snake_case_name and a*b*c"],
    ["keep a mark with a space behind it", "x * size* and x (* size*", "x * size* and x (* size*"],
    ["keep a mark that begins within a word", "a*b c*", "a*b c*"],
    ["keep a mark with a space before it", "*a *b", "*a *b"],
    ["keep a mark that ends within a word", "*a*b", "*a*b"],
    ["stand without a line through what touches letters", "これは~~とても~~大切です", "これはとても大切です"],
    ["keep a mark without its other half", "*required and 5** stars_", "*required and 5** stars_"],
    ["keep marks around nothing", "(*) and (*) ** ** ____ ****", "(*) and (*) ** ** ____ ****"],
    ["keep a single tilde", "~ ~home ~10 km~", "~ ~home ~10 km~"],
    ["keep emphasis within its line", "*one\ntwo*", "*one\ntwo*"],
    ["are what a link says", 'See [our **site**](https://a.example/x "Title") now', "See our site now"],
    ["are what a link says whose title stands apart", 'See [our site](https://a.example/x \t "Title")', "See our site"],
    ["are what an image says", "![a map](https://a.example/m.png) here", "a map here"],
    [
      "keep an address in angle brackets",
      "<https://a.example/x_y_z> <http://a.example/a_b_c> <mailto:a@b.example>",
      "https://a.example/x_y_z http://a.example/a_b_c mailto:a@b.example",
    ],
    ["keep brackets that are no link", "[x] (y) a[0] [a](b c)", "[x] (y) a[0] [a](b c)"],
    ["keep other angle brackets", "a <b> c < d", "a <b> c < d"],
    ["hold code as it is", "`a_b_ *c*` and ``x`` and ```[y](z)```", "a_b_ *c* and x and [y](z)"],
    ["keep a back tick without its other half", "it`s and ``x` and ````", "it`s and ``x` and ````"],
    ["hold an escaped mark as itself", "\\*not\\* \\# \\\\ \\a", "*not* # \\ \\a"],
    ["stand without headings", "# One\n## Two #2\n#hash", "One\nTwo #2\n#hash"],
    ["stand without the spaces behind a block's mark", "#  One\n*  Two", "One\n• Two"],
    ["stand without quotes' marks", "> One\n> > two\n>three", "One\ntwo\nthree"],
    ["keep a mark that may mean more than", "> 5 kg\n>> 7\n>", "> 5 kg\n>> 7\n"],
    [
      "have round bullets for stars, and keep other bullets",
      "* One\n  * two\n- 3\n+ 4\n1. five",
      "• One\n  • two\n- 3\n+ 4\n1. five",
    ],
    ["stand without rules", "a\n***\n- - -\n___\r\n===\nb\n--\n==", "a\n\n\n\n\nb\n--\n=="],
    ["hold fenced code as it is", "```js\n# *x*\n~~~\n```\n*y*", "# *x*\n~~~\ny"],
    ["hold fenced code without its end as it is", "~~~\n*x*\n```", "*x*\n```"],
    ["are none in an empty text", "", ""],
  ])("%s", (_policy, markdown, text) => {
    expect(markdownToText(markdown)).toBe(text);
  });

  it("are the whole text where nothing in it can be a mark", () => {
    const plain = anyText(80).map((text) => text.replaceAll(/[\\*_~`[\]<>#=-]/g, ""));
    fc.assert(
      fc.property(plain, (text) => {
        expect(markdownToText(text)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it("keep every letter and digit, in their order, and whole characters", () => {
    const piece = fc.constantFrom(
      ...["*", "**", "_", "~~", "`", "``", "\\", "#", "> ", "* ", "\n", " ", "a", "b1", "👍", "é", "-", "=", "(", ")"],
    );
    const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}\p{So}]/gu, "");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        // The word behind a fence names a language.
        const text = pieces.join("").replaceAll(/^ *(?:`{3}|~{3}).*$/gm, "");
        const words = markdownToText(text);
        expect(letters(words)).toBe(letters(text));
        expect(words.length).toBeLessThanOrEqual(text.length);
        expect(words.isWellFormed()).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    "*",
    "_",
    "**a ",
    " *a",
    "`",
    "` ",
    "``a",
    "[",
    "[]",
    "](",
    "[](",
    "[]( ",
    '[]("',
    '[](a "',
    "<http:",
    "<",
    "~~",
    "~~a ",
    "\\",
    ">",
    "> ",
    "#",
    "- ",
    "* ",
    " ",
    "\n",
    "=",
    "```\n",
  ])("take one pass over a million characters of %j", (piece) => {
    const text = hostileText(piece);
    expect(markdownToText(text).length).toBeLessThanOrEqual(text.length);
  });
});
