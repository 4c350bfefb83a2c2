import type { RunnableLocale } from "../match/runnable.ts";
import type { IntentModel } from "../model/model.ts";
import { fromWire } from "../session/contexts.ts";
import type { ActiveIntent, Asking, DialogAction, Session } from "../session/session.ts";
import { invalid } from "./request.ts";
import { sentToSlots, unknownSlot } from "./sent-slots.ts";
import type { SentIntent, SessionState } from "./wire.ts";

/**
 * Puts a caller's session state into a session, as PutSession and RecognizeText do: session attributes and contexts replace
 * the stored sets when they are sent and keep them when they are not; an intent or a dialog action moves the conversation there.
 * Throws ValidationException for an intent or a slot that the bot lacks.
 */
export function applySessionState(
  locale: RunnableLocale,
  session: Session,
  state: SessionState | null | undefined,
  now: number,
): void {
  if (state?.sessionAttributes) session.attributes = { ...state.sessionAttributes };
  if (state?.activeContexts) session.contexts = fromWire(state.activeContexts, now);
  if (state?.intent) session.intent = intentOf(locale, state.intent);
  const action = state?.dialogAction;
  if (!action) return;
  const part = action.subSlotToElicit?.name;
  session.dialogAction = {
    type: action.type,
    ...(action.slotToElicit ? { slotToElicit: action.slotToElicit } : {}),
    ...(part === undefined ? {} : { subSlotToElicit: { name: part } }),
  };
  const asking = askingOf(locale, session, session.dialogAction);
  if (asking === undefined) delete session.asking;
  else session.asking = asking;
  if (action.type === "ElicitIntent") delete session.intent;
}

function intentOf(locale: RunnableLocale, sent: SentIntent): ActiveIntent {
  const model = locale.intent(sent.name);
  if (model === undefined) throw invalid("sessionState.intent.name is no intent of the bot.");
  if (unknownSlot(model, sent.slots) !== undefined) {
    throw invalid("sessionState.intent.slots names a slot that the intent lacks.");
  }
  const slots = sentToSlots(model, sent.slots);
  return {
    name: model.name,
    state: sent.state ?? "InProgress",
    confirmationState: sent.confirmationState ?? "None",
    slots,
    captured: Object.keys(slots).filter((name) => slots[name] !== null),
  };
}

function askingOf(locale: RunnableLocale, { intent }: Session, action: DialogAction): Asking | undefined {
  if (action.type === "ConfirmIntent") {
    modelOf(locale, intent);
    return { kind: "confirmation", tries: 0 };
  }
  if (action.type !== "ElicitSlot") return undefined;
  const slot = modelOf(locale, intent).slots.find(({ name }) => name === action.slotToElicit);
  if (slot === undefined) throw invalid("sessionState.dialogAction.slotToElicit is no slot of the intent.");
  const part = action.subSlotToElicit?.name;
  if (part === undefined) return { kind: "slot", slot: slot.name, tries: 0 };
  if (slot.composite?.parts.some(({ name }) => name === part) !== true) {
    throw invalid("sessionState.dialogAction.subSlotToElicit.name is no part of the slot.");
  }
  return { kind: "slot", slot: slot.name, part, tries: 0 };
}

function modelOf(locale: RunnableLocale, intent: ActiveIntent | undefined): IntentModel {
  const model = intent === undefined ? undefined : locale.intent(intent.name);
  if (model === undefined) throw invalid("sessionState.dialogAction needs sessionState.intent.");
  return model;
}
