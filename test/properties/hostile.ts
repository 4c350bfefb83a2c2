/**
 * How long the texts are that must be read in one pass. A search that begins anew at each character would take hours with so many, and
 * a test's own time is over first; where tests run a thousand times over, it is less.
 */
const LENGTH = Number(process.env["HOSTILE_LENGTH"] ?? 1_000_000);

export function hostileText(piece: string): string {
  return piece.repeat(LENGTH / piece.length);
}
