import * as z from "zod/mini";
import { kindOf } from "../../../../../mappers/text/message-kinds.ts";
import { problemsOf } from "../../wire/request.ts";
import { HookMessages, HookState, Messages, StringMap } from "../../wire/wire.ts";

function answerOf(messages: typeof HookMessages) {
  return z.looseObject({
    sessionState: HookState,
    messages: z.nullish(messages),
    requestAttributes: z.nullish(StringMap),
  });
}
const HookAnswer = answerOf(HookMessages);
const StrictHookAnswer = answerOf(Messages);
export type HookAnswer = z.infer<typeof HookAnswer>;

/**
 * What a function answered, or why Lex can't use it (Lex V2 developer guide "AWS Lambda response format"): `sessionState.dialogAction.type`
 * always, a slot for ElicitSlot, an intent with its state for Close, messages for ElicitIntent. A message may be longer than Lex's model says
 * unless `strict` is set. Names of members and limits only, never contents.
 */
export function readHookAnswer(value: unknown, strict: boolean): { answer: HookAnswer } | { why: string } {
  const read = problemsOf(strict ? StrictHookAnswer : HookAnswer, value);
  if ("places" in read) return { why: `It answered what Lex does not understand, at ${read.places}.` };
  const { sessionState, messages } = read.data;
  const { type, slotToElicit } = sessionState.dialogAction;
  const { intent } = sessionState;
  if (type === "None") return { why: 'It answered the dialog action "None".' };
  if (type === "ElicitSlot" && !slotToElicit) return { why: "It answered ElicitSlot without slotToElicit." };
  if (type === "Close" && !intent?.state) return { why: "It answered Close without sessionState.intent.state." };
  if (type === "ElicitIntent" && (messages ?? []).length === 0)
    return { why: "It answered ElicitIntent without messages." };
  for (const message of messages ?? []) {
    const { contentType } = message;
    const body = message[kindOf(contentType).body];
    if (body === null || body === undefined) return { why: `It answered a message of type ${contentType} without it.` };
  }
  return { answer: read.data };
}
