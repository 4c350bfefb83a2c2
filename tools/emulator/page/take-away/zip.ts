/**
 * Files as a zip without compression (APPNOTE 4.3): a case is a few kilobytes, and a compressor would be a tenth of this page.
 * Names and contents are UTF-8; the time of every file is the first that a zip can say, so that equal files make equal zips.
 */
export function filesToZip(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = encoder.encode(path);
    const content = encoder.encode(text);
    // Version 2.0, names in UTF-8, stored, 1980-01-01.
    const about = [20, 2, 0x0800, 2, 0, 2, 0, 2, 0x0021, 2, crc32(content), 4, content.length, 4, content.length, 4];
    const header = numbers([0x04034b50, 4, ...about, name.length, 2, 0, 2]);
    parts.push(header, name, content);
    directory.push(numbers([0x02014b50, 4, 20, 2, ...about, name.length, 2, 0, 4, 0, 4, 0, 4, offset, 4]), name);
    offset += header.length + name.length + content.length;
  }
  const count = directory.length / 2;
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = numbers([0x06054b50, 4, 0, 4, count, 2, count, 2, size, 4, offset, 4, 0, 2]);
  return joined([...parts, ...directory, end]);
}

/** Pairs of a number and its width in bytes, the least significant byte first. */
function numbers(pairs: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const width = pairs[at + 1] ?? 0;
    for (let shift = 0; shift < width; shift++) bytes.push(((pairs[at] ?? 0) >>> (8 * shift)) & 0xff);
  }
  return Uint8Array.from(bytes);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
