import type { ErrorCode } from "../../../../src/errors/bridge-error.ts";
import type { Miss } from "../expect-message.ts";
import type { ConversationResult } from "../run.ts";

/** What machines read of a run: each conversation, its turns, and what was not as the scripts say. */
export interface ConversationsJson {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly conversations: readonly {
    readonly title: string;
    readonly file: string;
    readonly result: "passed" | "failed" | "skipped";
    readonly why?: string;
    readonly error?: {
      readonly code: ErrorCode;
      readonly line: number;
      readonly detail?: string;
      readonly fix: string;
    };
    readonly ms: number;
    readonly turns: readonly {
      readonly line: number;
      readonly as: string;
      readonly text: string;
      readonly messages: readonly unknown[];
      readonly misses: readonly Miss[];
    }[];
  }[];
}

export function resultsToJson(results: readonly ConversationResult[]): ConversationsJson {
  const conversations = results.map((result) => {
    const { conversation, turns, ms, broken } = result;
    return {
      title: conversation.title,
      file: conversation.file,
      result: resultOf(result),
      ...(result.skipped === undefined ? {} : { why: result.skipped }),
      ...(broken ? { error: { ...errorOf(broken.error), line: broken.line } } : {}),
      ms,
      turns: turns.map(({ line, as, text, answer, misses }) => ({ line, as, text, messages: answer.messages, misses })),
    };
  });
  const count = (wanted: string) => conversations.filter(({ result }) => result === wanted).length;
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped"), conversations };
}

/** How a conversation ended, in a word. */
export function resultOf({ passed, skipped }: ConversationResult): "passed" | "failed" | "skipped" {
  if (skipped !== undefined) return "skipped";
  return passed ? "passed" : "failed";
}

function errorOf({ code, detail, fix }: NonNullable<ConversationResult["broken"]>["error"]) {
  return { code, fix, ...(detail === undefined ? {} : { detail }) };
}
