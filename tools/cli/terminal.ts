import type { Io } from "./io.ts";

/** The colours that we paint with, as ESC [ n m. Others could hide what follows them, or make it blink. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape is what begins one.
const OURS = /^\u001b\[(?:0|1|2|22|3[1-69])m/;

/** What could take a terminal over, or show a text in another order than it has. Line breaks stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text for a terminal: what others wrote (bots, users, exports, logs, file names) is shown without control characters and without
 * what turns its direction around. Of escapes our own colours stay, and none where nothing is painted.
 */
export function printable(text: string, colour = true): string {
  return text.replace(UNSAFE, (one, at: number) => (colour && OURS.test(text.slice(at, at + 5)) ? one : "�"));
}

/** What others wrote, before it is painted: it keeps no colour either, which would pass for ours. */
export function plain(text: string): string {
  return printable(text, false);
}

/** JSON that says the same and is safe to show: in it, such characters can stand in texts alone. */
function escaped(json: string): string {
  return json.replace(UNSAFE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The same surroundings, of which no command can write anything unsafe. */
export function toSafe(io: Io, isJson: boolean): Io {
  const safe = isJson ? escaped : (text: string) => printable(text, io.colour);
  return { ...io, out: (text) => io.out(safe(text)), err: (text) => io.err(safe(text)) };
}
