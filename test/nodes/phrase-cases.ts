import { answerIn } from "../../tools/emulator/lex/slots/answer.ts";
import { builtIn } from "../../tools/emulator/lex/slots/built-in.ts";
import { confirmationIn } from "../../tools/emulator/lex/slots/confirmation.ts";

/** A Tuesday, at eight in the morning. */
const NOW = Date.UTC(2026, 10, 24, 8);

/** A phrase and what it means: `-` is asked again, days count from NOW, `a/b` leaves two readings open. */
export type PhraseCase = readonly [phrase: string, meaning: string];

/** A file of `test/tools/emulator/lex/phrases`: a line a kind, `date: today=0 | tomorrow=1`. */
export function readPhrases(text: string): Record<string, PhraseCase[]> {
  return Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => {
        const [kind = "", phrases = ""] = line.split(/: (.*)/s);
        const cases = phrases.split(" | ").map((one): PhraseCase => {
          const [phrase = "", meaning = ""] = one.split(/=(?=[^=]*$)/);
          return [phrase, meaning];
        });
        return [kind, cases];
      }),
  );
}

export function meant(typeName: string, phrase: string, localeId: string): string {
  const value = answerIn(phrase, builtIn(typeName, localeId), [], NOW);
  return value?.interpretedValue ?? value?.resolvedValues.join("/") ?? "-";
}

export function inDays(meaning: string): string {
  return meaning === "-" ? "-" : new Date(NOW + Number(meaning) * 86_400_000).toISOString().slice(0, 10);
}

/** What a phrase of a kind is read as, and what it should be. */
export function readAs(kind: string, [phrase, meaning]: PhraseCase, localeId: string): [is: string, should: string] {
  if (kind === "date") return [meant("AMAZON.Date", phrase, localeId), inDays(meaning)];
  if (kind === "time") return [meant("AMAZON.Time", phrase, localeId), meaning];
  if (kind === "number") return [meant("AMAZON.Number", phrase, localeId), meaning];
  const answer = confirmationIn(phrase, localeId);
  const isDecided = answer === "Yes" || answer === "No";
  return [isDecided ? answer : "neither", { yes: "Yes", no: "No" }[kind] ?? "neither"];
}
