import { likeness } from "./tokens.ts";

const HANGUL = /^\p{Script=Hangul}{2,}$/u;

/**
 * How alike two words are for telling intents apart: as `likeness`, and Korean words that begin alike, because endings and the
 * next word are often written onto a word ("예약", "예약을", "예약해줘", "호텔예약"). `Intl.Segmenter` keeps such a word whole.
 */
export function kinship(a: string, b: string): number {
  const alike = likeness(a, b);
  if (alike > 0 || a[0] !== b[0] || a[1] !== b[1] || !HANGUL.test(a) || !HANGUL.test(b)) return alike;
  return a.startsWith(b) || b.startsWith(a) ? 0.9 : 0.7;
}
