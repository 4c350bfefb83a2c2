import { basename } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { OpenChannel } from "./channel.ts";
import { type EmulatedOptions, openEmulated } from "./emulated.ts";
import { type ConversationListener, type ConversationResult, runConversation } from "./run.ts";
import { filesOfScripts, readConversation } from "./script/read-script.ts";
import type { Conversation } from "./script/script.ts";

export interface ConversationsOptions extends EmulatedOptions {
  /** Where the conversations are held; by default each on an emulator of its own, in process, with the bridge in it. */
  readonly open?: OpenChannel;
  readonly listener?: ConversationListener;
}

/**
 * Holds the conversations of a script, or of every script under a folder, one after another.
 * A malformed script has failed, and the others are held. Throws CONVERSATION_UNREADABLE where there is no script, EXPORT_UNREADABLE for
 * a bot, CONFIG_INVALID for options.
 */
export async function runConversations(
  path: string | URL,
  options: ConversationsOptions = {},
): Promise<ConversationResult[]> {
  const results: ConversationResult[] = [];
  for (const file of filesOfScripts(path).files) results.push(await runScript(file, options));
  return results;
}

async function runScript(file: string, options: ConversationsOptions): Promise<ConversationResult> {
  let conversation: Conversation;
  try {
    conversation = await readConversation(file);
  } catch (caught) {
    return unread(file, BridgeError.from(caught));
  }
  return runConversation(conversation, openWith(options), options.listener);
}

/** A script that can't be read, as a conversation that was broken off at the line of which the error tells. */
function unread(file: string, error: BridgeError): ConversationResult {
  const conversation = { title: basename(file), file, steps: [] } as const;
  const [, line = 1] = /^.*?\.ya?ml:(\d+)/.exec(error.detail ?? "") ?? [];
  return { conversation, passed: false, turns: [], broken: { line: Number(line), error }, ms: 0 };
}

/** The channels that a run's options ask for. */
export function openWith({ open, ...options }: ConversationsOptions): OpenChannel {
  return open ?? ((wishes) => openEmulated(options, wishes));
}
