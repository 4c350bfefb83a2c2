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
  /** Which conversations to hold, by title and file; by default all. A script that can't be read is held by its file alone. */
  readonly only?: (name: string) => boolean;
}

/**
 * Holds the conversations of a script, or of every script under a folder, one after another.
 * A script that is malformed, or names a bot or an option that can't be read, has failed, and the others are held. Throws
 * CONVERSATION_UNREADABLE where there is no script, EXPORT_UNREADABLE and CONFIG_INVALID for what the run's own options give.
 */
export async function runConversations(
  path: string | URL,
  options: ConversationsOptions = {},
): Promise<ConversationResult[]> {
  const results: ConversationResult[] = [];
  for (const file of filesOfScripts(path).files) results.push(...(await runScript(file, options)));
  return results;
}

async function runScript(file: string, options: ConversationsOptions): Promise<ConversationResult[]> {
  const { only = () => true } = options;
  const name = basename(file);
  let conversation: Conversation;
  try {
    conversation = await readConversation(file);
  } catch (caught) {
    return only(name) ? [brokenAt({ title: name, file, steps: [] }, BridgeError.from(caught))] : [];
  }
  return only(name) || only(conversation.title) ? [await hold(conversation, options)] : [];
}

async function hold(conversation: Conversation, options: ConversationsOptions): Promise<ConversationResult> {
  try {
    return await runConversation(conversation, openWith(options), options.listener);
  } catch (caught) {
    const error = BridgeError.from(caught);
    if (!isOfScript(conversation, error)) throw error;
    return brokenAt(conversation, error);
  }
}

/** Whether it is this script's own head that is wrong, and not what was given for all. */
function isOfScript({ bot, config }: Conversation, { code }: BridgeError): boolean {
  return (code === "EXPORT_UNREADABLE" && bot !== undefined) || (code === "CONFIG_INVALID" && config !== undefined);
}

/** A script that can't be held, as a conversation that was broken off at the line of which the error tells. */
function brokenAt(conversation: Conversation, error: BridgeError): ConversationResult {
  const [, line = 1] = /^.*?\.ya?ml:(\d+)/.exec(error.detail ?? "") ?? [];
  return { conversation, passed: false, turns: [], broken: { line: Number(line), error }, ms: 0 };
}

/** The channels that a run's options ask for. */
export function openWith({ open, ...options }: ConversationsOptions): OpenChannel {
  return open ?? ((wishes) => openEmulated(options, wishes));
}
