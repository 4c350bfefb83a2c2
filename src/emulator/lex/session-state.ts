import type { IntentModel } from "./model.ts";
import { invalid, type SessionState } from "./request.ts";
import type { RunnableLocale } from "./runnable.ts";
import type { ActiveIntent, Asking, DialogAction, Session } from "./session.ts";
import type { SlotValue } from "./slots/answer.ts";

/**
 * Puts a caller's session state into a session, as PutSession and RecognizeText do: session attributes replace the stored set
 * when they are sent and keep it when they are not; an intent or a dialog action moves the conversation there.
 * Throws ValidationException for an intent or a slot that the bot lacks.
 */
export function applySessionState(
  locale: RunnableLocale,
  session: Session,
  state: SessionState | null | undefined,
): void {
  if (state?.sessionAttributes) session.attributes = { ...state.sessionAttributes };
  if (state?.intent) session.intent = intentOf(locale, state.intent);
  const action = state?.dialogAction;
  if (!action) return;
  session.dialogAction = { type: action.type, ...(action.slotToElicit ? { slotToElicit: action.slotToElicit } : {}) };
  const asking = askingOf(locale, session, session.dialogAction);
  if (asking === undefined) delete session.asking;
  else session.asking = asking;
  if (action.type === "ElicitIntent") delete session.intent;
}

function intentOf(locale: RunnableLocale, sent: NonNullable<SessionState["intent"]>): ActiveIntent {
  const model = locale.intent(sent.name);
  if (model === undefined) throw invalid("sessionState.intent.name is no intent of the bot.");
  const slots = Object.fromEntries(model.slots.map(({ name }) => [name, slotOf(sent.slots?.[name]?.value)]));
  return {
    name: model.name,
    state: sent.state ?? "InProgress",
    confirmationState: sent.confirmationState ?? "None",
    slots,
    captured: Object.keys(slots).filter((name) => slots[name] !== null),
  };
}

interface SentValue {
  readonly originalValue?: string | null | undefined;
  readonly interpretedValue?: string | null | undefined;
  readonly resolvedValues?: readonly string[] | null | undefined;
}

function slotOf(value: SentValue | null | undefined): SlotValue | null {
  const words = value?.originalValue ?? value?.interpretedValue;
  if (words === undefined || words === null) return null;
  return {
    originalValue: words,
    interpretedValue: value?.interpretedValue ?? null,
    resolvedValues: [...(value?.resolvedValues ?? [])],
  };
}

function askingOf(locale: RunnableLocale, { intent }: Session, action: DialogAction): Asking | undefined {
  if (action.type === "ConfirmIntent") {
    modelOf(locale, intent);
    return { kind: "confirmation", tries: 0 };
  }
  if (action.type !== "ElicitSlot") return undefined;
  const slot = action.slotToElicit;
  if (slot === undefined || !modelOf(locale, intent).slots.some(({ name }) => name === slot)) {
    throw invalid("sessionState.dialogAction.slotToElicit is no slot of the intent.");
  }
  return { kind: "slot", slot, tries: 0 };
}

function modelOf(locale: RunnableLocale, intent: ActiveIntent | undefined): IntentModel {
  const model = intent === undefined ? undefined : locale.intent(intent.name);
  if (model === undefined) throw invalid("sessionState.dialogAction needs sessionState.intent.");
  return model;
}
