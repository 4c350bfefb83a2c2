import { describe, expect, it } from "vitest";
import { readConversations } from "./read-script.ts";
import { runConversation } from "./run.ts";
import { type ConversationsOptions, openWith } from "./run-all.ts";
import { conversationToTranscript } from "./transcript.ts";

/**
 * A vitest test for each conversation of a script, or of every script under a folder: `await describeConversations("talks", { bot })`
 * at the top of a test file. A failure's message is the transcript. Throws CONVERSATION_UNREADABLE.
 */
export async function describeConversations(path: string, options: ConversationsOptions = {}): Promise<void> {
  const conversations = await readConversations(path);
  describe(path, () => {
    it.for(conversations.map((one) => [one.title, one] as const))("%s", async ([, conversation], context) => {
      const result = await runConversation(conversation, openWith(options), options.listener);
      if (result.skipped !== undefined) context.skip(result.skipped);
      // The transcript says it all: a comparison of true with false beneath it would say nothing.
      if (!result.passed) expect.fail(`\n${conversationToTranscript(result)}`);
    });
  });
}
