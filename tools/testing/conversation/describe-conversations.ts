import { relative } from "node:path";
import { runnerOf, type TestRunner, titleOf } from "../describe-cases.ts";
import { conversationToTranscript } from "./results/transcript.ts";
import { type ConversationResult, runConversation } from "./run.ts";
import { type ConversationsOptions, openWith } from "./run-all.ts";
import { filesOfScripts, readConversation } from "./script/read-script.ts";

/**
 * A test for each conversation of a script, or of every script under a folder, named as its file is. A failure's message is the
 * transcript, and a malformed script is a test that fails. `chime-lex-bridge/testing/vitest` has the same function with vitest's own
 * runner; without one given, this takes the global `describe` and `it`. Throws CONVERSATION_UNREADABLE where there is no script.
 */
export function describeConversations(
  path: string | URL,
  options: ConversationsOptions & Partial<TestRunner> = {},
): void {
  const { describe, it } = runnerOf(options, "describeConversations");
  const { root, files } = filesOfScripts(path);
  describe(titleOf(path), () => {
    for (const file of files) {
      const name = relative(root, file).replace(/\.ya?ml$/, "");
      it(name.replaceAll("-", " "), async () => {
        assertConversation(await runConversation(await readConversation(file), openWith(options), options.listener));
      });
    }
  });
}

/** Throws an error whose message is the transcript, where a conversation didn't go as its script says, or couldn't be held. */
export function assertConversation(result: ConversationResult): void {
  if (!result.passed) throw new ConversationFailure(conversationToTranscript(result));
}

/** A failed expectation: its stack would lead into this package, where nothing is wrong. */
class ConversationFailure extends Error {
  override readonly name = "ConversationFailure";
  constructor(message: string) {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }
}
