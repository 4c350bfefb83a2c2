/**
 * A text that can be written anywhere: whole characters, line ends as `\n`, without control characters (a terminal obeys them) and
 * without marks that turn the direction of what stands behind them (a label could look like another one). What is no text is an empty one.
 */
export function cleanText(text: unknown): string {
  if (typeof text !== "string") return "";
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, "");
}

/** The same on one line: what belongs on a line of its own, such as a button, can't pretend to be several. */
export function cleanLine(text: unknown): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}
