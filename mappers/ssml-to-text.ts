const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/**
 * The words of an SSML text: tags gone (a break or a paragraph leaves a space), the five XML entities and numeric
 * references read. The result is plain text, never markup to be interpreted.
 */
export function ssmlToText(ssml: string): string {
  return ssml
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/\s*(?:<\/?(?:break|p|s|speak)\b[^>]*>)+(?:\s*([.,;:!?]))?/gi, (_tags, mark?: string) => mark ?? " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]+);/gi, (whole, name: string) => reference(name) ?? whole)
    .replace(/\s+/g, " ")
    .trim();
}

function reference(name: string): string | undefined {
  if (!name.startsWith("#")) return ENTITIES.get(name.toLowerCase());
  const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : undefined;
}
