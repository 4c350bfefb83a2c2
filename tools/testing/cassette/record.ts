import type { EmulatedOptions } from "../conversation/emulated.ts";
import { openEmulated } from "../conversation/emulated.ts";
import { type ConversationResult, runConversation } from "../conversation/run.ts";
import type { Conversation } from "../conversation/script/script.ts";
import { type CassetteOptions, type MadeCassette, makeCassette } from "./make-cassette.ts";
import type { HeardDelivery } from "./recording-bridge.ts";

/** A recording: the cassette, and how the conversation went that it was made of. */
export interface Recording extends MadeCassette {
  readonly result: ConversationResult;
}

/**
 * Holds a conversation in the emulator's channel, with the bot of its export or a live one (`recognizeText`), and makes a cassette
 * of it. Nothing is written: `writeCassette` does that, with what is scrubbed already.
 */
export async function recordConversation(
  conversation: Conversation,
  options: EmulatedOptions & CassetteOptions = {},
): Promise<Recording> {
  const heard: HeardDelivery[] = [];
  let config: Readonly<Record<string, unknown>> = {};
  const result = await runConversation(conversation, (wishes) =>
    openEmulated(
      {
        ...options,
        heard: (delivery, used) => {
          heard.push(delivery);
          config = used;
        },
      },
      wishes,
    ),
  );
  if (result.broken) throw result.broken.error;
  return { ...(await makeCassette(config, heard, options)), result };
}

/** A conversation of texts alone, which expects nothing: one message a turn, by the same member. */
export function textsToConversation(texts: readonly string[], as = "ana"): Conversation {
  const steps = texts.map((text, at) => ({ kind: "user", line: at + 1, user: { text, as } }) as const);
  return { title: "A recording", file: "", steps };
}

/** What members say in a script: who writes a script says it to everybody who reads it. */
export function conversationToTexts({ steps }: Conversation): string[] {
  return steps.flatMap((step) => (step.kind === "user" && step.user.text !== undefined ? [step.user.text] : []));
}
