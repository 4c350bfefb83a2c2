import { fold } from "./fold.ts";
import type { SpokenLanguage } from "./language.ts";
import { politeness } from "./polite.ts";

/** `Yes`, `No`, `Maybe` or `Don't know`, as AMAZON.Confirmation resolves them (built-in-slot-confirmation). */
export type ReadAnswer = (text: string) => string | undefined;

const RESOLVED = { unsure: "Don't know", no: "No", yes: "Yes", maybe: "Maybe" } as const;

/**
 * An answer counts by the phrase that opens it: "no, not that one". One that says both ("yes but no") says neither, so that it is
 * asked again. Where no spaces are written the phrase ends at a comma or the end.
 */
export function answerReader(language: SpokenLanguage): ReadAnswer {
  const { answers, spaceless } = language;
  const around = politeness(language);
  const kinds = (["unsure", "no", "yes", "maybe"] as const).map((kind) => {
    const phrases = fold(answers[kind]).replaceAll("'", "").split("|");
    const words = phrases.sort((a, b) => b.length - a.length).join("|");
    const end = spaceless ? "$" : "(?: |$)";
    return [kind, new RegExp(`^(?:${words})${end}`, "u")] as const;
  });
  const opened = (phrase: string) => {
    for (const [kind, pattern] of kinds) {
      const match = pattern.exec(phrase);
      if (match !== null) return { kind, rest: phrase.slice(match[0].length) };
    }
    return undefined;
  };
  return (text) => {
    const folded = fold(text).replaceAll("'", "");
    const pieces = spaceless
      ? folded.split(/[、,。.!?!?\s]+/u).filter((piece) => piece !== "")
      : [folded.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim()];
    const [opening = "", ...rest] = pieces;
    const found = opened(opening) ?? opened(around(opening));
    if (found === undefined) return undefined;
    const { kind } = found;
    const others = spaceless ? rest : restsOf(found.rest);
    const contradicted = others.some((one) => {
      const other = opened(one)?.kind;
      return (kind === "yes" && (other === "no" || other === "unsure")) || (kind === "no" && isPlainYes(one));
    });
    return contradicted ? undefined : RESOLVED[kind];
  };

  function isPlainYes(phrase: string): boolean {
    const [first = ""] = fold(answers.yes).replaceAll("'", "").split("|");
    return phrase === first || phrase.startsWith(`${first} `);
  }
}

/** A phrase from each of its words on. */
function restsOf(phrase: string): string[] {
  const words = phrase.split(" ");
  return words.map((_, at) => words.slice(at).join(" "));
}
