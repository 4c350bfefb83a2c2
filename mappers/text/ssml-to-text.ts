const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/**
 * The words of an SSML text: tags gone (a break or a paragraph leaves a space), the five XML entities and numeric references read,
 * CDATA as it stands. A `<` that begins no tag stays, as in `5 < 6`. `spoken` says what Polly would say for `<sub alias="…">` (Amazon
 * Polly, "Supported SSML tags"). The result is plain text, never markup to be interpreted. Takes time linear in the text.
 */
export function ssmlToText(ssml: string, style?: "plain" | "spoken"): string {
  return textBetweenTags(style === "spoken" ? withAliases(ssml) : ssml)
    .replace(/\s+/g, " ")
    .trim();
}

/** A search for an end that isn't there is made once: patterns would make it again from each beginning. */
function textBetweenTags(ssml: string): string {
  const pieces: string[] = [];
  let parted = false;
  let end = 0;
  const add = (text: string) => {
    if (parted && text.trim() === "") return;
    if (parted) pieces.push(...(/^\s*[.,;:!?]/.test(text) ? lastPiece(pieces) : [" "]));
    pieces.push(parted ? text.trimStart() : text);
    parted = false;
  };
  const lastComment = ssml.lastIndexOf("-->");
  const lastData = ssml.lastIndexOf("]]>");
  for (let start = ssml.indexOf("<"); start !== -1; start = ssml.indexOf("<", start + 1)) {
    if (start < end) continue;
    const isData = ssml.startsWith("<![CDATA[", start) && start + 9 <= lastData;
    const isComment = ssml.startsWith("<!--", start) && start + 4 <= lastComment;
    const tag = tagEnd(ssml, start);
    if (!isData && !isComment && tag === -1) continue;
    add(readEntities(ssml.slice(end, start)));
    if (isData) {
      end = ssml.indexOf("]]>", start + 9) + 3;
      add(ssml.slice(start + 9, end - 3));
    } else end = isComment ? ssml.indexOf("-->", start + 4) + 3 : tag;
    parted ||= /^<\/?(?:break|p|s|speak)\b/i.test(ssml.slice(start, start + 8));
  }
  add(readEntities(ssml.slice(end)));
  return pieces.join("");
}

/**
 * Behind the tag that begins at `start`, or -1 where none does. A `>` in a quoted value ends no tag, unless the quote never closes. The next
 * `<` ends the search, since XML allows none within a tag: so no part of a text is searched twice.
 */
function tagEnd(ssml: string, start: number): number {
  if (!/[a-z/!?]/i.test(ssml.charAt(start + 1))) return -1;
  let quote = "";
  let first = -1;
  for (let at = start + 1; at < ssml.length; at++) {
    const sign = ssml.charAt(at);
    if (sign === "<") break;
    if (sign === ">" && quote === "") return at + 1;
    if (sign === ">" && first === -1) first = at + 1;
    if (sign === quote) quote = "";
    else if (quote === "" && (sign === '"' || sign === "'")) quote = sign;
  }
  return first;
}

/** An SSML text with aliases in place of what they are said for. */
function withAliases(ssml: string): string {
  return ssml.replace(
    /<sub\s+alias\s*=\s*(?:"([^"<]*)"|'([^'<]*)')\s*>[^<]*<\/sub\s*>/gi,
    (_, double, single) => double ?? single,
  );
}

function readEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]+);/gi, (whole, name: string) => reference(name) ?? whole);
}

/** Takes the last piece with words, and the white space behind it, from the pieces. */
function lastPiece(pieces: string[]): string[] {
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    if (piece.trim() !== "") return [piece.trimEnd()];
  }
  return [];
}

function reference(name: string): string | undefined {
  if (!name.startsWith("#")) return ENTITIES.get(name.toLowerCase());
  const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : undefined;
}
