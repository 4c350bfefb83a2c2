import { fold } from "./fold.ts";
import type { SpokenLanguage } from "./language.ts";

/** Takes politeness off both ends, as long as something is left. */
export function politeness({ polite, spaceless, attached }: SpokenLanguage): (folded: string) => string {
  const words = fold(polite);
  const before = new RegExp(`^(?:${words})${spaceless ? "[\\s、,。]*" : "[\\s,،.!?]+"}`, "u");
  const gap = spaceless || attached ? "[\\s、,]*" : "[\\s,،]+";
  const after = new RegExp(`${gap}(?:${words})[\\s.!?。!?]*$`, "u");
  return (folded) => {
    let text = trimmed(folded);
    for (let turns = 0; turns < 6; turns++) {
      const next = trimmed(text.replace(before, "").replace(after, ""));
      if (next === text || next === "") break;
      text = next;
    }
    return text;
  };
}

/**
 * Whether a text holds nothing but politeness and small words: what may stand beside a value that is taken. No article or
 * preposition does: "la mañana" and "am Morgen" are no "mañana" and "morgen".
 */
export function onlyPolite({ polite, small, spaceless, attached }: SpokenLanguage): (text: string) => boolean {
  const words = [polite, small].flatMap((one) => (one === undefined ? [] : fold(one))).join("|");
  const gap = spaceless || attached ? "[\\s\\p{P}]*" : "(?:[\\s\\p{P}]+|$)";
  const only = new RegExp(`^[\\s\\p{P}]*(?:(?:${words})${gap})*$`, "u");
  return (text) => only.test(fold(text));
}

function trimmed(text: string): string {
  return text.trim().replace(/[\s.!?。!?،,।]+$/u, "");
}
