/**
 * The words of a text that may hold Markdown: emphasis, headings, quotes, rules, code marks and links are gone, a link's words
 * stay. What may be no Markdown stays as it is (`2 * 3`, `snake_case`, `> 5 kg`), for losing a character of a plain text is worse
 * than showing one too many. The result is plain text, never markup to be interpreted. Takes time linear in the text.
 */
export function markdownToText(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split("\n")) {
    const mark = /^ {0,3}(`{3}|~{3})/.exec(line)?.[1];
    if (mark === undefined || (fence !== undefined && mark !== fence)) {
      lines.push(fence === undefined ? inlineText(blockText(line)) : line);
    } else fence = fence === undefined ? mark : undefined;
  }
  return lines.join("\n");
}

/** A line without the marks of its block. A quote's mark before a digit may mean "more than", and stays. */
function blockText(line: string): string {
  if (/^ {0,3}(?:([-*_])(?:[ \t]*\1){2,}|={3,})[ \t]*\r?$/.test(line)) return "";
  return line
    .replace(/^ {0,3}>[> \t]*(?![> \t\d])/, "")
    .replace(/^ {0,3}#{1,6}[ \t]+/, "")
    .replace(/^([ \t]*)\*[ \t]+/, "$1• ");
}

/**
 * What may be a mark within a line: an escape, code, a link or image, an address, emphasis. Each alternative stops at a character
 * that it begins with, so that no part of a line is searched more than a few times.
 */
const MARKS =
  /\\([!-/:-@[-`{-~])|(?<!`)(`{1,3})([^`]+)\2(?!`)|!?\[([^[\]]*)\]\([^()\s]*(?:[ \t]+"[^"]*")?\)|<((?:https?:|mailto:)[^<>\s]*)>|((?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,3}(?!_)|(?<!~)~~(?!~))/g;

function inlineText(line: string): string {
  const pieces: string[] = [];
  const open = new Map<string, number[]>();
  let end = 0;
  for (const match of line.matchAll(MARKS)) {
    const [whole, escaped, , code, words, address, run] = match;
    pieces.push(line.slice(end, match.index));
    const before = line.charAt(match.index - 1);
    end = match.index + whole.length;
    if (run === undefined) pieces.push(escaped ?? code ?? address ?? inlineText(words ?? ""));
    else {
      const openers = open.get(run) ?? [];
      open.set(run, openers);
      const opener = canClose(run, before, line.charAt(end)) ? openers.pop() : undefined;
      if (opener !== undefined) pieces[opener] = "";
      else if (canOpen(run, before, line.charAt(end))) openers.push(pieces.length);
      pieces.push(opener === undefined ? run : "");
    }
  }
  return pieces.join("") + line.slice(end);
}

function canOpen(run: string, before: string, after: string): boolean {
  return !isPartOfWord(run, before) && /[^\s)\]}.,;:!?%/]/.test(after);
}

function canClose(run: string, before: string, after: string): boolean {
  return !isPartOfWord(run, after) && /[^\s([{/]/.test(before);
}

/** `2*3*4` and `snake_case` are no emphasis. A double mark may touch letters, for some languages write without spaces. */
function isPartOfWord(run: string, neighbour: string): boolean {
  return run === "**" || run === "~~" ? /\p{N}/u.test(neighbour) : /[\p{L}\p{N}]/u.test(neighbour);
}
