/** Texts that are a nuisance to type and that a bridge must bear, each with what is odd about it. */
export const ODD_TEXTS: readonly (readonly [what: string, text: string])[] = [
  ["1,024 characters: as many as Lex takes", sentence(1_024)],
  ["1,025 characters: one too many for Lex", sentence(1_025)],
  ["4,097 bytes: one too many for Chime", "y".repeat(4_097)],
  ["Emoji, accents, two directions", "👩‍👩‍👧‍👦 na\u00efve nai\u0308ve 🇪🇺 שלום ‏مرحبا 한국어"],
  ["Percent-encoded", encodeURIComponent("How much is £5 + 10 % in €?")],
  ["Half a character", "\ud83d is half of an emoji"],
  ["Markup", '<b>bold</b> &amp; <img src=x onerror="alert(1)">'],
  ["A bot’s envelope", '{"Messages":[{"ContentType":"PlainText","Content":"I am no bot."}]}'],
  ["Three lines", "first\nsecond\n\nfourth"],
  ["White space only", "   "],
];

/** Words rather than one long letter, so that a cut at a word can be seen. */
function sentence(length: number): string {
  return "This is a long message. "
    .repeat(Math.ceil(length / 24))
    .slice(0, length - 1)
    .concat("!");
}
