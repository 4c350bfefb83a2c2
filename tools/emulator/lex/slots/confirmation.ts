import { phraseOf } from "../words/tokens.ts";
import { exactly, type Recogniser } from "./recogniser.ts";

/** Answers to a confirmation prompt, whole or as the beginning of an answer. */
const YES =
  "yes|yeah|yep|yup|y|sure|ok|okay|correct|right|confirm|confirmed|absolutely|definitely|of course|go ahead|please do|do it|sounds good|thats right|that is right|thats correct|that is correct|it is|si|sí|oui|ja|sim|はい";
const NO =
  "no|nope|nah|n|not|never|dont|do not|wrong|incorrect|cancel|stop|negative|no thanks|no thank you|nein|non|não|いいえ";
const MAYBE = "maybe|perhaps|possibly";
const UNSURE = "dont know|i dont know|not sure|im not sure|no idea";

const ANSWERS: readonly (readonly [string, RegExp])[] = [
  ["Don't know", opens(UNSURE)],
  ["No", opens(NO)],
  ["Yes", opens(YES)],
  ["Maybe", opens(MAYBE)],
];

/** The shortest answers open longer ones too: "no, not that one". */
function opens(words: string): RegExp {
  return new RegExp(`^(?:${words})(?: |$)`, "u");
}

/** `Yes`, `No`, `Maybe` or `Don't know`, as AMAZON.Confirmation resolves them (built-in-slot-confirmation). */
export function confirmationIn(text: string): string | undefined {
  const phrase = phraseOf(text);
  return ANSWERS.find(([, pattern]) => pattern.test(phrase))?.[0];
}

export const CONFIRMATION: Recogniser = {
  loose: false,
  words: 6,
  recognise: (text) => {
    const answer = confirmationIn(text);
    return answer === undefined ? undefined : exactly(answer);
  },
};
