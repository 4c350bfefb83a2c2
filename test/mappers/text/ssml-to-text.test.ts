import { describe, expect, it } from "vitest";
import { ssmlToText } from "../../../mappers/text/ssml-to-text.ts";
import { hostileText } from "../../properties/hostile.ts";

describe("the words of an SSML text", () => {
  it.each([
    ["stand without their tags", "<speak>Hello <emphasis level='strong'>there</emphasis></speak>", "Hello there"],
    ["may have no tags at all", "Hello", "Hello"],
    ["are parted by a break", "One<break time='1s'/>two", "One two"],
    ["are parted by breaks, once", "One <break/> <break/>two", "One two"],
    ["are parted by paragraphs", "<p>One</p><p>Two</p>", "One Two"],
    ["are parted by sentences", "<s>One</s><s>Two</s>", "One Two"],
    ["hold a mark of punctuation after a break without a space", "One<break/>, two", "One, two"],
    ["hold a mark of punctuation after a spaced break without a space", "One <break/> . Two", "One. Two"],
    ["hold a mark of punctuation after several breaks without a space", "One<break/><break/>, two", "One, two"],
    ["hold a mark of punctuation after spaced breaks without a space", "One <break/> <break/> , two", "One, two"],
    ["hold a mark of punctuation after a break and another tag", "One<break/><w>, two</w>", "One, two"],
    ["hold a mark of punctuation after a break, a space and another tag", "One<break/> <w>, two</w>", "One, two"],
    ["hold a mark of punctuation after white space within a tag", "One <w> </w><break/>, two", "One, two"],
    ["hold a space after a break before words with a mark", "One<break/>two, three", "One two, three"],
    ["may begin with a mark of punctuation", "<speak><p> . One</p></speak>", ". One"],
    ["hold a space before a mark that stands behind another tag", "One <w>, two</w>", "One , two"],
    ["hold each mark of punctuation so", "a<break/>;b<break/>:c<break/>!d<break/>?e<break/>.f", "a;b:c!d?e.f"],
    ["read tags in any case", "One<BREAK/>two<P>three", "One two three"],
    ["aren't parted by other tags", "w<w role='x'>or</w>d", "word"],
    [
      "aren't parted by tags that begin alike",
      "a<say-as interpret-as='x'>b</say-as><sub alias='y'>c</sub><prosody>d</prosody>",
      "abcd",
    ],
    ["stand without comments", "a<!-- <break/> a > b\n -->b", "ab"],
    ["stand without a comment behind other tags", "a<b>c</b><!-- d -->e", "ace"],
    ["stand without each comment", "a<!-- x -->b<!-- y -->c", "abc"],
    ["keep a comment's beginning without its end as a tag", "a<!-- b > c <p>d", "a c d"],
    ["end a comment no sooner than behind its beginning", "a<!-->b<!--->c<!-->d", "acd"],
    ["keep a tag's beginning without its end", "a <b>c</b> < d <e", "a c < d <e"],
    ["keep a tag's beginning before a whole tag", "a <b c <d>e", "a <b c e"],
    ["keep an end without its beginning", "a > b, bc > d", "a > b, bc > d"],
    ["keep an end without its beginning behind the first word", "ab > c", "ab > c"],
    ["keep an end without its beginning behind a tag", "<b>cd > e</b>", "cd > e"],
    ["read the five entities", "&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;", "<b> & \"c\" 'd'"],
    ["read entities in any case", "&AMP;&Lt;", "&<"],
    ["read numeric references", "caf&#233; &#xE9;&#Xe9; &#128077; &#x1F44D;", "café éé 👍 👍"],
    ["read an entity once, not twice", "&amp;lt;", "&lt;"],
    ["leave unknown entities", "&nbsp; &hearts;", "&nbsp; &hearts;"],
    ["leave names that objects have by themselves", "&constructor;", "&constructor;"],
    [
      "leave references to nothing",
      "&#0; &#x110000; &#xD83D; &#xDFFF; &#xD800;",
      "&#0; &#x110000; &#xD83D; &#xDFFF; &#xD800;",
    ],
    ["read the references around those", "&#1114111; &#xD7FF; &#xE000; &#1;", "\u{10ffff} \ud7ff \ue000 \u0001"],
    ["leave a stray ampersand", "a & b &; c", "a & b &; c"],
    ["hold single spaces, and none around", " \n a \t\r\n  b  ", "a b"],
    ["hold a sign that begins no tag", "5 < 6 and 7 > 6 <b>so</b>", "5 < 6 and 7 > 6 so"],
    ["hold a sign before a number", "costs <5$, or <b>more</b>", "costs <5$, or more"],
    ["hold CDATA as it stands", "a <![CDATA[<b> & &lt; ]]>c", "a <b> & &lt; c"],
    ["hold CDATA behind other tags", "a<b>c</b><![CDATA[d]]>", "acd"],
    ["hold each CDATA", "<![CDATA[a]]><![CDATA[b]]>", "ab"],
    ["read CDATA without its end as a tag", "a<![CDATA[b>c", "ac"],
    ["end a tag behind its values", `a<w role="x > y" of='>'>b</w>`, "ab"],
    ["end a tag behind a value with the other quote in it", `a<w role="it's > x">b</w>`, "ab"],
    ["end a tag at the first sign where a value never ends", `a<w role="x>b>c</w>`, "ab>c"],
    ["end a tag at its sign where a value never ends", `a<w role="x>b</w>`, "ab"],
    ["show what an alias is said for", '<sub alias="World Wide Web">W3</sub>', "W3"],
    ["are none where there are only tags", "<speak><break/></speak>", ""],
  ])("%s", (_policy, ssml, words) => {
    expect(ssmlToText(ssml)).toBe(words);
  });

  it("say the alias where they are spoken", () => {
    expect(ssmlToText(`See <sub alias="Bread &amp; Butter">B&amp;B</sub> or <sub alias='two'>2</sub>`, "spoken")).toBe(
      "See Bread & Butter or two",
    );
    expect(ssmlToText('<SUB  alias = "World" >W</sub >', "spoken")).toBe("World");
  });

  it.each([
    "<",
    "<!--",
    "<p",
    "<p>",
    "<p> ",
    "<p>, ",
    " ",
    "<p> <b>",
    ">",
    "&",
    "&a",
    "&#x1",
    "<!-->",
    "</",
    " <",
    "<![CDATA[",
    "<a '",
    "<a '>",
    "<sub alias='",
    "<sub  ",
  ])("take one pass over a million characters of %j", (piece) => {
    const ssml = hostileText(piece);
    expect(ssmlToText(ssml).length).toBeLessThanOrEqual(ssml.length);
    expect(ssmlToText(ssml, "spoken").length).toBeLessThanOrEqual(ssml.length);
  });
});
