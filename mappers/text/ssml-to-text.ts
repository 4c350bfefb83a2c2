const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/**
 * The words of an SSML text: tags gone (a break or a paragraph leaves a space), the five XML entities and numeric
 * references read. The result is plain text, never markup to be interpreted. Takes time linear in the text.
 */
export function ssmlToText(ssml: string): string {
  return textBetweenTags(ssml)
    .replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]+);/gi, (whole, name: string) => reference(name) ?? whole)
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
  const lastTag = ssml.lastIndexOf(">");
  for (let start = ssml.indexOf("<"); start !== -1 && start < lastTag; start = ssml.indexOf("<", end)) {
    add(ssml.slice(end, start));
    const isComment = ssml.startsWith("<!--", start) && start + 4 <= lastComment;
    end = isComment ? ssml.indexOf("-->", start + 4) + 3 : ssml.indexOf(">", start) + 1;
    parted ||= /^<\/?(?:break|p|s|speak)\b/i.test(ssml.slice(start, start + 8));
  }
  add(ssml.slice(end));
  return pieces.join("");
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
