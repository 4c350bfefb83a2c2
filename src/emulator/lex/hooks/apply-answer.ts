import { ServiceError } from "../../service-error.ts";
import { answered } from "../contexts.ts";
import type { IntentModel } from "../model.ts";
import { sentToSlots, unknownSlot } from "../sent-slots.ts";
import type { ActiveIntent } from "../session.ts";
import { currentIntent, type Turn } from "../turn.ts";
import type { HookAnswer } from "./hook-answer.ts";

/**
 * Takes over what a function answered: attributes and contexts where it gives them (where it leaves them out they are kept, which
 * is unverified), the intent with its slots and states. Throws DependencyFailedException for an intent or a slot that the bot lacks.
 */
export function applyAnswer(turn: Turn, { sessionState, requestAttributes }: HookAnswer): void {
  const { session, locale } = turn;
  if (sessionState.sessionAttributes) session.attributes = { ...sessionState.sessionAttributes };
  if (sessionState.activeContexts) session.contexts = answered(sessionState.activeContexts, session.contexts, turn.now);
  if (requestAttributes) turn.requestAttributes = requestAttributes;
  const { intent, dialogAction } = sessionState;
  if (intent) {
    const model = locale.intent(intent.name);
    if (model === undefined) throw unusable("Its answer names an intent that the bot lacks.");
    if (unknownSlot(model, intent.slots) !== undefined) {
      throw unusable(`Its answer names a slot that intent ${model.name} lacks.`);
    }
    session.intent = intentOf(model, session.intent, intent);
  }
  if (dialogAction.type === "ElicitSlot") {
    const { model } = currentIntent(turn);
    if (!model.slots.some(({ name }) => name === dialogAction.slotToElicit)) {
      throw unusable(`Its answer elicits a slot that intent ${model.name} lacks.`);
    }
  }
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

export function unusable(why: string): ServiceError {
  return new ServiceError(424, "DependencyFailedException", `The bot's code hook failed. ${why}`);
}
