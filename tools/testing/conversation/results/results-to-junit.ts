import { type JUnitOptions, type JUnitTest, testsToJUnit } from "../../junit.ts";
import type { ConversationResult } from "../run.ts";
import { conversationToTranscript } from "./transcript.ts";

/** The results of conversations as JUnit XML, one test each, with the transcript of those that failed. */
export function conversationsToJUnit(results: readonly ConversationResult[], options: JUnitOptions): string {
  return testsToJUnit(results.map(resultToTest), { suite: "conversations", ...options });
}

function resultToTest(result: ConversationResult): JUnitTest {
  const { conversation, ms, passed, skipped, broken, turns } = result;
  const name = conversation.title;
  if (skipped !== undefined) return { name, ms, skipped };
  const text = conversationToTranscript(result);
  if (broken) return { name, ms, error: { type: broken.error.code, message: broken.error.message, text } };
  if (passed) return { name, ms };
  const miss = turns.flatMap(({ misses }) => misses)[0];
  const message = miss ? `${miss.what}: expected ${miss.expected}, was ${miss.said}` : "failed";
  return { name, ms, failure: { type: "miss", message, text } };
}
