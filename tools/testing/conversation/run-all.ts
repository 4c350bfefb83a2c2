import type { OpenChannel } from "./channel.ts";
import { type EmulatedOptions, openEmulated } from "./emulated.ts";
import { type ConversationListener, type ConversationResult, runConversation } from "./run.ts";
import { readConversations } from "./script/read-script.ts";

export interface ConversationsOptions extends EmulatedOptions {
  /** Where the conversations are held; by default each on an emulator of its own, in process, with the bridge in it. */
  readonly open?: OpenChannel;
  readonly listener?: ConversationListener;
}

/**
 * Holds the conversations of a script, or of every script under a folder, one after another.
 * Throws CONVERSATION_UNREADABLE for a malformed script, EXPORT_UNREADABLE for its bot, CONFIG_INVALID for its options.
 */
export async function runConversations(
  path: string | URL,
  options: ConversationsOptions = {},
): Promise<ConversationResult[]> {
  const results: ConversationResult[] = [];
  for (const conversation of await readConversations(path)) {
    results.push(await runConversation(conversation, openWith(options), options.listener));
  }
  return results;
}

/** The channels that a run's options ask for. */
export function openWith({ open, ...options }: ConversationsOptions): OpenChannel {
  return open ?? ((wishes) => openEmulated(options, wishes));
}
