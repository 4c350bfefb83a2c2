// Writes src/read/media-types.ts, the table by which src/read/media.ts reads an extension, from mime-types. Part of `npm run build`,
// so that a newer mime-types shows up as a change of the file.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import mimeTypes from "mime-types";

/** What is attached to a message, shown beside it, or named where an image should stand. The rest of mime-types is file formats of single programs. */
const KEPT = [
  /^(?:audio|font|image|text|video)\//,
  /^application\/(?!vnd\.|x-|prs\.)(?!.*\+xml$)/,
  /^application\/(?:atom|dash|gml|gpx|inkml|mathml|mads|mets|mods|mrss|oebps-package|pls|rdf|rss|sbml|smil|soap|srgs|ssml|tei|ttml|wsdl|xhtml|xop|xslt|xspf)\+xml$/,
  /^application\/vnd\.(?:android|apple|google-earth|ms-|oasis|openxmlformats|rar|visio)/,
  /^application\/x-(?:7z|apple-diskimage|bzip|debian|httpd-php|ipynb|iso9660|java|msdos|msdownload|pkcs|redhat|sh$|shockwave|subrip|tar|tex$|x509|xz)/,
  /^message\/rfc822$/,
];

/** One line a type: the type, then its extensions. */
function mediaTypesToText() {
  const types = new Map();
  for (const [extension, type] of Object.entries(mimeTypes.types)) {
    types.set(type, [...(types.get(type) ?? []), extension]);
  }
  return [...types]
    .filter(([type]) => KEPT.some((kept) => kept.test(type)))
    .map(([type, extensions]) => [type, ...extensions.toSorted()].join(" "))
    .sort()
    .join("\n");
}

const file = fileURLToPath(new URL("../src/read/media-types.ts", import.meta.url));
const written = `// Written by scripts/media-types.mjs from mime-types: change it there.

/** One line a type: the type, then the extensions that name it. A text, since most deliveries never ask and it costs the start nothing. */
export const MEDIA_TYPES = \`
${mediaTypesToText()}
\`;
`;
if ((await readFile(file, "utf8").catch(() => "")) !== written) await writeFile(file, written);
