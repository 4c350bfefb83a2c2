import type { BotAnswer } from "./channel.ts";
import {
  expectedToText,
  lexMessageToText,
  type Miss,
  missesOfMessage,
  missesOfText,
  quoted,
} from "./expect-message.ts";
import { heardIn, heardToText, isHeard } from "./heard.ts";
import type { BotStep, ExpectedMessage } from "./script/script.ts";

/**
 * Where an answer is not as the bot steps after a user step say. Together the steps describe all that the bot says, a message
 * each and in order; where none of them describes a message, only their facts are looked at.
 */
export function missesOfAnswer(steps: readonly BotStep[], answer: BotAnswer): Miss[] {
  const problem = answer.problem === undefined ? [] : [{ what: "delivery", expected: "settled", said: answer.problem }];
  return [...problem, ...missesOfMessages(steps, answer), ...steps.flatMap((step) => missesOfFacts(step, answer))];
}

function missesOfMessages(steps: readonly BotStep[], { messages, error }: BotAnswer): Miss[] {
  const isSilent = steps.some(({ silence }) => silence);
  const code = steps.find((step) => step.error !== undefined)?.error;
  const described = steps.flatMap((step) => choicesOf(step));
  if (!isSilent && code === undefined && described.length === 0) return [];
  const misses: Miss[] = [];
  if (code !== error) {
    const [expected, said] = [code, error].map((one) => (one === undefined ? "no error" : `error ${one}`));
    misses.push({ what: "error", expected: expected ?? "", said: said ?? "" });
  }
  if (isSilent && messages.length > 0) {
    misses.push({ what: "silence", expected: "nothing said", said: messages.map(lexMessageToText).join(", ") });
    return misses;
  }
  described.forEach((choices, at) => {
    misses.push(...missesOfChoices(`message ${at + 1}`, choices, messages[at]));
  });
  if (!isSilent && !steps.some(({ rest }) => rest)) {
    messages.slice(described.length).forEach((message, at) => {
      misses.push({
        what: `message ${described.length + at + 1}`,
        expected: "nothing more",
        said: lexMessageToText(message),
      });
    });
  }
  return misses;
}

/** The forms that one message may have; none where the step describes no message. */
function choicesOf({ text, pattern, ssml, card, payload, oneOf }: BotStep): (readonly ExpectedMessage[])[] {
  if (oneOf !== undefined) return [oneOf];
  const message = {
    ...(text === undefined ? {} : { text }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(ssml === undefined ? {} : { ssml }),
    ...(card === undefined ? {} : { card }),
    ...(payload === undefined ? {} : { payload }),
  };
  return Object.keys(message).length === 0 ? [] : [[message]];
}

function missesOfChoices(
  what: string,
  choices: readonly ExpectedMessage[],
  actual: BotAnswer["messages"][number] | undefined,
): Miss[] {
  const misses = choices.map((choice) => missesOfMessage(what, choice, actual));
  const [only] = misses;
  if (only === undefined || misses.some((found) => found.length === 0)) return [];
  if (choices.length === 1) return only;
  const expected = `one of ${choices.map(expectedToText).join(", ")}`;
  return [{ what, expected, said: actual ? lexMessageToText(actual) : "nothing" }];
}

function missesOfFacts(step: BotStep, answer: BotAnswer): Miss[] {
  const state = answer.turn?.result?.sessionState;
  const attribute = (name: string) => answer.attributes[`CHIME.LEX.sessionState.intent.${name}`]?.[0];
  const verdict = answer.decision?.verdict;
  const reason = verdict && verdict.kind !== "turn" ? verdict.reason : undefined;
  return [
    ...missOf("intent", step.intent, state?.intent?.name ?? attribute("name")),
    ...missOf("state", step.state, state?.intent?.state ?? attribute("state")),
    ...missOf("elicits", step.elicits, state?.dialogAction?.slotToElicit),
    ...missOf("outcome", step.outcome, answer.decision?.outcome),
    ...missOf("reason", step.reason, reason),
    ...missOf("losses", step.losses?.join(", "), answer.decision?.losses?.map(({ kind }) => kind).join(", ")),
    ...missOf(
      "to",
      step.to
        ?.map((name) => name.toLowerCase())
        .sort()
        .join(", "),
      [...answer.to].sort().join(", "),
    ),
    ...Object.entries(step.slots ?? {}).flatMap(([name, expected]) =>
      missOfValue(`slot ${name}`, expected, slotOf(answer, name)),
    ),
    ...Object.entries(step.heard ?? {}).flatMap(([name, expected]) => missOfHeard(name, expected, answer)),
    ...Object.entries(step.sessionAttributes ?? {}).flatMap(([name, expected]) =>
      missOfValue(`session attribute ${name}`, expected, state?.sessionAttributes?.[name]),
    ),
    ...Object.entries(step.attributes ?? {}).flatMap(([name, expected]) =>
      missOf(`attribute ${name}`, [expected].flat().join(", "), answer.attributes[name]?.join(", ")),
    ),
  ];
}

function slotOf({ turn }: BotAnswer, name: string): string | null | undefined {
  const value = turn?.result?.sessionState?.intent?.slots?.[name]?.value;
  return value?.interpretedValue ?? value?.originalValue;
}

function missOfHeard(name: string, expected: string, answer: BotAnswer): Miss[] {
  const heard = heardIn(answer, name);
  return isHeard(expected, heard)
    ? []
    : [{ what: `slot ${name}`, expected: shown(expected), said: shown(heardToText(heard)) }];
}

function missOf(what: string, expected: string | null | undefined, actual: string | null | undefined): Miss[] {
  if (expected === undefined || expected === (actual ?? null)) return [];
  return [{ what, expected: shown(expected), said: shown(actual) }];
}

function missOfValue(
  what: string,
  expected: Parameters<typeof missesOfText>[1] | null,
  actual: string | null | undefined,
): Miss[] {
  return expected === null ? missOf(what, null, actual) : missesOfText(what, expected, actual);
}

function shown(value: string | null | undefined): string {
  return value === undefined || value === null || value === "" ? "none" : quoted(value);
}
