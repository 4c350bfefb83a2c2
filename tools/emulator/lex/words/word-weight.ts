/** Words that say little about what is wanted count a quarter. English only: elsewhere all words weigh the same. */
const LIGHT = new Set(
  "a an and any are at be been but by can could do does for from get give had has have how i id ill im in is it its ive just like me my of off on or our please so some tell than that thats the their them then there these they this those to us want wants was we were what whats when where which who will with would you your".split(
    " ",
  ),
);

export function weightOf(word: string): number {
  return LIGHT.has(word) ? 0.25 : 1;
}
