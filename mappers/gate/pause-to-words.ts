/** Why people were given the word, by the reason in a record. */
const ASKED: Readonly<Record<string, string>> = {
  agent: "a message of an agent",
  intent: "an intent that asks for a person",
  attribute: "a session attribute that asks for a person",
  phrase: "a phrase that asks for a person",
  call: "a call of the embedding code",
};

/** What paused the bots, where the delivery itself did (`made` in its record): "a phrase that asks for a person paused the bots". */
export function pauseToWords(
  pause: { readonly reason: string; readonly made?: boolean | undefined } | undefined,
): string | undefined {
  return pause?.made ? `${ASKED[pause.reason] ?? pause.reason} paused the bots` : undefined;
}

/**
 * What people decided among themselves, as a step of a trace says it: "an agent's phrase resumes the bots". Undefined for every other step: the
 * name of `paused` says there what must be, and that was no reason.
 */
export function stepToPeoplesOwn(step: {
  readonly step: string;
  readonly pass: boolean;
  readonly because?: string | undefined;
}): string | undefined {
  const { because = "" } = step;
  return step.step === "paused" && !step.pass && /(?:pauses|resumes) the bots$/.test(because) ? because : undefined;
}
