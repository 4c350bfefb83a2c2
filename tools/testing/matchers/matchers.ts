import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import { LOSS_KINDS, type LossKind } from "../../../mappers/shapes/reply.ts";
import { kindOf } from "../../../mappers/text/message-kinds.ts";
import { BridgeError, ERRORS, type ErrorCode } from "../../../src/errors/bridge-error.ts";
import { nearestWord } from "../../../src/errors/nearest-word.ts";
import type { DecidingStep } from "../../../src/read/decision.ts";
import { DECIDING_STEPS } from "../case-files.ts";
import { type CardPattern, cardPatternToText, isLikeCard } from "./card.ts";
import { matches, patternToText, type TextPattern } from "./pattern.ts";
import { see } from "./see.ts";
import type { Seen } from "./seen.ts";
import { seenToText } from "./seen-text.ts";

/** What `expect.extend` asks of a matcher, in vitest and in Jest. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
  /** What the runner shows beside the message, and reporters compare: what was asked for, and what there is, in words. */
  readonly expected: string;
  readonly actual: string;
}

/** The matchers as methods of what `expect` gives back, for the types of a test runner. */
export type BridgeMatchers<Result = void> = {
  [Name in keyof typeof matchers]: (typeof matchers)[Name] extends (received: unknown, ...rest: infer Rest) => unknown
    ? (...rest: Rest) => Result
    : never;
};

/**
 * Matchers for `expect.extend(matchers)`. Each takes a callback, a decision record, the result of a case, a message of a channel, or an
 * emulator, of which it looks at the last message that a person sent and what was said of it. Each throws MATCHER_MISUSED for anything
 * else, and where what it was given can't tell: with `not` before it a guess would pass.
 */
export const matchers = {
  /** Whether the bot said a text: one of its messages, SSML by its words too. Without a text: whether it said anything. */
  toReply(received: unknown, text?: TextPattern): MatcherResult {
    const seen = see("toReply", received);
    if (text === undefined) return result(seen, "reply", seen.ending === "replied" && seen.messages?.length !== 0);
    const pass = wordsOf("toReply", seen).some((message) => saysText(message, text));
    return result(seen, `reply with ${patternToText(text)}`, pass);
  },

  /** Whether one of the bot's messages is such a card. */
  toReplyWithCard(received: unknown, card: CardPattern = {}): MatcherResult {
    const seen = see("toReplyWithCard", received);
    const cards = wordsOf("toReplyWithCard", seen).flatMap(({ imageResponseCard }) => imageResponseCard ?? []);
    const wanted = `reply with a card: ${cardPatternToText(card)}`;
    return result(
      seen,
      wanted,
      cards.some((one) => isLikeCard(card, one)),
    );
  },

  /** Whether the turn was taken by this intent, and left it in this state. */
  toHaveIntent(received: unknown, name: string, state?: string): MatcherResult {
    const seen = see("toHaveIntent", received);
    const pass = seen.intent.name === name && (state === undefined || seen.intent.state === state);
    return result(seen, `have the intent ${name}${state === undefined ? "" : ` ${state}`}`, pass);
  },

  /** Whether the message went through unchanged, and for this reason: the step of the gate that stopped it. */
  toBeReleased(received: unknown, reason?: DecidingStep): MatcherResult {
    const seen = see("toBeReleased", received);
    refuseUnknownWord("toBeReleased", reason, DECIDING_STEPS);
    if (reason !== undefined && !seen.reason) throw unknown("toBeReleased", seen, "why a message is released");
    const pass = seen.ending === "released" && (reason === undefined || seen.reason?.step === reason);
    return result(seen, `be released${reason === undefined ? "" : ` for ${reason}`}`, pass);
  },

  /** Whether the message was dropped. */
  toBeDenied(received: unknown): MatcherResult {
    const seen = see("toBeDenied", received);
    return result(seen, "be denied", seen.ending === "denied");
  },

  /**
   * Whether it failed, and with this code: the bridge's own, or the number of a lex-error message. A callback and a message hold
   * the number alone, which several codes may share.
   */
  toFail(received: unknown, code?: ErrorCode | number): MatcherResult {
    const seen = see("toFail", received);
    if (typeof code === "string") refuseUnknownWord("toFail", code, Object.keys(ERRORS));
    const number = typeof code === "string" ? ERRORS[code].wire : code;
    const seenNumber = seen.errorNumber ?? (seen.errorCode ? ERRORS[seen.errorCode].wire : undefined);
    const isSameCode = typeof code === "string" && seen.errorCode !== undefined && seen.errorCode === code;
    const isSameNumber = seenNumber === number && (typeof code === "number" || seen.errorCode === undefined);
    const pass = seenNumber !== undefined && (code === undefined || isSameCode || isSameNumber);
    return result(seen, `fail${code === undefined ? "" : ` with ${code}`}`, pass);
  },

  /** Whether something of this kind did not reach the channel; without a kind, anything. */
  toHaveLost(received: unknown, kind?: LossKind): MatcherResult {
    const seen = see("toHaveLost", received);
    refuseUnknownWord("toHaveLost", kind, LOSS_KINDS);
    if (!seen.losses) throw unknown("toHaveLost", seen, "what was lost");
    const pass = seen.losses.some((loss) => kind === undefined || loss.kind === kind);
    return result(seen, `have lost ${kind === undefined ? "anything" : `a thing of the kind ${kind}`}`, pass);
  },

  /** Whether it keeps every limit of ChannelFlowCallback (`docs/facts.md` §4). */
  toFitLimits(received: unknown): MatcherResult {
    const seen = see("toFitLimits", received);
    return result(seen, "fit the limits", seen.overLimits.length === 0);
  },
};

function result(seen: Seen, wanted: string, pass: boolean): MatcherResult {
  return {
    pass,
    expected: `${pass ? "not " : ""}to ${wanted}`,
    actual: seenToText(seen),
    message: () => `expected ${seen.what} ${pass ? "not " : ""}to ${wanted}, and there is\n\n${seenToText(seen)}`,
  };
}

/** A misspelt word would make every `not` pass. */
function refuseUnknownWord(matcher: string, word: string | undefined, words: readonly string[]): void {
  if (word === undefined || words.includes(word)) return;
  const nearest = nearestWord(word, words);
  throw new BridgeError("MATCHER_MISUSED", `${matcher} knows no ${word}.`, {
    fix: nearest ? `Did you mean ${nearest}?` : `Give one of ${words.join(", ")}.`,
  });
}

function wordsOf(matcher: string, seen: Seen): readonly LexMessage[] {
  if (seen.messages) return seen.messages;
  throw unknown(matcher, seen, "what the bot said");
}

function unknown(matcher: string, { what }: Seen, question: string): BridgeError {
  return new BridgeError("MATCHER_MISUSED", `${matcher} can't know from ${what} ${question}.`, {
    fix:
      what === "the decision record"
        ? "Give it the callback, or switch logContent on in the test's configuration."
        : "Give it the decision record, which bridge.handle resolves to.",
  });
}

function saysText({ contentType, content }: LexMessage, text: TextPattern): boolean {
  return matches(text, content) || matches(text, kindOf(contentType).toText?.(content ?? ""));
}
