import { extname } from "node:path";
import type { Attachment } from "../../mappers/message/attachments.ts";
import type { LexMessage } from "../../mappers/shapes/lex-message.ts";

let typeOf: ReadonlyMap<string, string> | undefined;

/**
 * The type that a file's name or a bare extension tells, or `undefined`. The table is loaded and read when a message first needs it: most
 * don't. In the packed function it is a file of its own; without that file no type is known, because an answer must not be lost for it.
 */
async function loadLookup(): Promise<(name: string) => string | undefined> {
  typeOf ??= readTable(
    await import("./media-types.ts").then(
      ({ MEDIA_TYPES }) => MEDIA_TYPES,
      () => "",
    ),
  );
  const types = typeOf;
  return (name) => types.get(extname(`x.${name}`).slice(1).toLowerCase());
}

function readTable(table: string): ReadonlyMap<string, string> {
  const rows = table.trim().split("\n");
  return new Map(
    rows.flatMap((row) => {
      const [type = "", ...extensions] = row.split(" ");
      return extensions.map((extension) => [extension, type] as const);
    }),
  );
}

/**
 * Whether a ContentType is words that a bot can be asked: absent, or `text/…` with or without parameters. Chime takes any text of
 * 0–45 characters there, so a bare extension (`txt`, `png`) is looked up too.
 */
export async function isText(contentType: string | null | undefined): Promise<boolean> {
  const essence = contentType?.split(";")[0]?.trim().toLowerCase();
  if (!essence || essence.startsWith("text/")) return true;
  if (essence.includes("/")) return false;
  const lookup = await loadLookup();
  return lookup(essence)?.startsWith("text/") ?? false;
}

/** Programs that answer with any type: the extension tells nothing of the image. */
const DYNAMIC = /\.(?:php\d?|aspx?|ashx|jspx?|cgi|pl|do)$/i;

/**
 * The addresses in a reply's cards that no client should load: not https, or with the extension of something that is no image.
 * An address without a known extension is left alone, since many image hosts have none.
 */
export async function unusableImages(messages: readonly LexMessage[]): Promise<ReadonlySet<string>> {
  const addresses = messages.flatMap(({ imageResponseCard: card }) => (card?.imageUrl ? [card.imageUrl] : []));
  if (addresses.length === 0) return NONE;
  const lookup = await loadLookup();
  return new Set(addresses.filter((address) => !isImageAddress(address, lookup)));
}

function isImageAddress(address: string, lookup: (name: string) => string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, pathname } = new URL(address);
  const file = pathname.slice(pathname.lastIndexOf("/") + 1);
  const type = file.includes(".") && !DYNAMIC.test(file) ? lookup(file) : undefined;
  return protocol === "https:" && (type?.startsWith("image/") ?? true);
}

/** The attachments with their types, where Metadata names files without saying what they are and the name tells. */
export async function withTypes(attachments: readonly Attachment[]): Promise<readonly Attachment[]> {
  if (attachments.every(({ contentType }) => contentType !== undefined)) return attachments;
  const lookup = await loadLookup();
  return attachments.map(({ name, contentType }) => ({
    name,
    contentType: contentType ?? (name.includes(".") ? lookup(name) : undefined),
  }));
}

const NONE: ReadonlySet<string> = new Set();
