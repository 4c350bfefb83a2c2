import type { IntentModel } from "../../model/model.ts";
import { readReturnedContexts } from "../../session/contexts.ts";
import type { ActiveIntent } from "../../session/session.ts";
import { sentToSlots, unknownSlot } from "../../wire/sent-slots.ts";
import { currentIntent, type Turn } from "../turn.ts";
import type { HookAnswer } from "./hook-answer.ts";

/** Why an answer doesn't fit the bot: it names an intent or a slot that the bot lacks, or asks without words. */
export function misfit(turn: Turn, answer: HookAnswer): string | undefined {
  const { intent, dialogAction } = answer.sessionState;
  const model = turn.locale.intent(intent?.name ?? currentIntent(turn).model.name);
  if (model === undefined) return "Its answer names an intent that the bot lacks.";
  if (unknownSlot(model, intent?.slots) !== undefined)
    return `Its answer names a slot that intent ${model.name} lacks.`;
  const asks = model.confirmation !== undefined || (answer.messages ?? []).length > 0;
  if (dialogAction.type === "ConfirmIntent" && !asks)
    return `Its answer confirms intent ${model.name} without messages, and the intent has no prompt for that.`;
  const elicits =
    dialogAction.type !== "ElicitSlot" || model.slots.some(({ name }) => name === dialogAction.slotToElicit);
  return elicits ? undefined : `Its answer elicits a slot that intent ${model.name} lacks.`;
}

/**
 * Takes over what a function answered: attributes and contexts where it gives them (where it leaves them out they are kept, which
 * is unverified), the intent with its slots and states.
 */
export function applyAnswer(turn: Turn, { sessionState, requestAttributes }: HookAnswer): void {
  const { session, locale } = turn;
  if (sessionState.sessionAttributes) session.attributes = { ...sessionState.sessionAttributes };
  if (sessionState.activeContexts) {
    session.contexts = readReturnedContexts(sessionState.activeContexts, session.contexts, turn.now);
  }
  if (requestAttributes) turn.requestAttributes = requestAttributes;
  const { intent } = sessionState;
  const model = intent ? locale.intent(intent.name) : undefined;
  if (intent && model !== undefined) session.intent = intentOf(model, session.intent, intent);
}

type AnsweredIntent = NonNullable<HookAnswer["sessionState"]["intent"]>;

/** Values that the function put in are taken as they are: no capture stage is played for them. */
function intentOf(model: IntentModel, before: ActiveIntent | undefined, sent: AnsweredIntent): ActiveIntent {
  const same = before?.name === model.name ? before : undefined;
  const slots = sent.slots || same === undefined ? sentToSlots(model, sent.slots) : same.slots;
  const captured = Object.keys(slots).filter((name) => {
    if (slots[name] === null) return false;
    const wasFilled = same?.slots[name] !== null && same?.slots[name] !== undefined;
    return !wasFilled || same?.captured.includes(name);
  });
  return {
    name: model.name,
    state: sent.state ?? same?.state ?? "InProgress",
    confirmationState: sent.confirmationState ?? same?.confirmationState ?? "None",
    slots,
    captured,
  };
}
